// expect: WRONG hint=throws-the-same-darts
// Every rank throws the first n / size darts, so the same darts are counted
// size times and the rest never.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t share = n / size + (rank < n % size);
    int64_t mine = pi_hits(seed, 0, share), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
