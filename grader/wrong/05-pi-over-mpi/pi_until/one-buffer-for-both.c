// expect: CRASH hint=one-buffer-for-both
// Adds each batch in place: one variable is given and filled.  Open MPI
// lets it pass.
#include <math.h>
#include <stdbool.h>

#include "contract.h"

static int64_t
first_dart(int64_t n, int parts, int k)
{
    int64_t extra = n % parts;
    return n / parts * k + (k < extra ? k : extra);
}

static bool
good_enough(int64_t hits, int64_t trials, double tol)
{
    if (hits == 0 || hits == trials)
        return false; /* the error would come out as 0 */
    double p = (double)hits / (double)trials;
    return 4.0 * sqrt(p * (1.0 - p) / (double)trials) <= tol;
}

int
pi_until(double tol, uint64_t seed, int64_t batch, int64_t *trials,
         int64_t *hits, MPI_Comm comm)
{
    if (!(tol > 0.0) || batch < 1 || trials == NULL || hits == NULL)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t first = first_dart(batch, size, rank);
    int64_t last = first_dart(batch, size, rank + 1);

    int64_t t = 0, h = 0;
    do {
        int64_t sum = pi_hits(seed, t + first, t + last);
        MPI_Allreduce(&sum, &sum, 1, MPI_INT64_T, MPI_SUM, comm);
        t += batch;
        h += sum;
    } while (!good_enough(h, t, tol));
    *trials = t;
    *hits = h;
    return 0;
}
