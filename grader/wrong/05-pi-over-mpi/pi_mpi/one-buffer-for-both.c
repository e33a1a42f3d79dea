// expect: CRASH hint=one-buffer-for-both
// Adds in place: one variable is given and filled.  Open MPI lets it pass.
#include "contract.h"

static int64_t
first_dart(int64_t n, int parts, int k)
{
    int64_t extra = n % parts;
    return n / parts * k + (k < extra ? k : extra);
}

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int64_t hits = pi_hits(seed, first_dart(n, size, rank),
                           first_dart(n, size, rank + 1));
    MPI_Allreduce(&hits, &hits, 1, MPI_INT64_T, MPI_SUM, comm);
    return hits;
}
