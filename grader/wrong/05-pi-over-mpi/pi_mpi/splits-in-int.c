// expect: WRONG hint=overflows
// The share is kept in an int, which is right for small tests.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int share = (int)(n / size), extra = (int)(n % size);
    int64_t first = (int64_t)share * rank + (rank < extra ? rank : extra);
    int64_t mine = pi_hits(seed, first, first + share + (rank < extra));
    int64_t all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
