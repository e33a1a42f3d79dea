// expect: WRONG hint=overflows
// n * rank / size is exact as long as n * rank fits 64 bits; for the largest
// n it does not.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int64_t mine = pi_hits(seed, n * rank / size, n * (rank + 1) / size);
    int64_t all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
