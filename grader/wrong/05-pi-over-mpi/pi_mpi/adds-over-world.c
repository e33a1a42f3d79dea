// expect: WRONG hint=adds-over-world
// Shares and sum are made over MPI_COMM_WORLD, also when the caller asked
// only a part of its ranks.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    (void)comm;
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int64_t extra = n % size;
    int64_t first = n / size * rank + (rank < extra ? rank : extra);
    int64_t last = first + n / size + (rank < extra);
    int64_t mine = pi_hits(seed, first, last), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    return all;
}
