// expect: WRONG hint=seeds-each-rank
// Every rank throws its share from a seed of its own, so the answer depends
// on the number of ranks.
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
    int64_t mine = pi_hits(seed + (uint64_t)rank, 0, share), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
