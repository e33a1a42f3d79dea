// expect: LEAK hint=keeps-its-communicator
// It makes a communicator of its own, which is a good habit, and never
// frees it.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    MPI_Comm own;
    MPI_Comm_dup(comm, &own);
    int rank, size;
    MPI_Comm_rank(own, &rank);
    MPI_Comm_size(own, &size);
    int64_t extra = n % size;
    int64_t first = n / size * rank + (rank < extra ? rank : extra);
    int64_t last = first + n / size + (rank < extra);
    int64_t mine = pi_hits(seed, first, last), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, own);
    return all;
}
