// expect: WRONG hint=drops-the-remainder
// Every rank throws n / size darts, and the n % size darts that are left
// over are thrown by nobody.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t share = n / size;
    int64_t mine = pi_hits(seed, share * rank, share * (rank + 1)), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
