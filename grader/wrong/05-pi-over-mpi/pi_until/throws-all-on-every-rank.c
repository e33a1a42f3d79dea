// expect: SERIAL hint=throws-all-on-every-rank
// Every rank throws every batch whole: all get the right answer and none
// was spared any work.
#include <math.h>
#include <stdbool.h>

#include "contract.h"

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
    (void)comm;

    int64_t t = 0, h = 0;
    do {
        h += pi_hits(seed, t, t + batch);
        t += batch;
    } while (!good_enough(h, t, tol));
    *trials = t;
    *hits = h;
    return 0;
}
