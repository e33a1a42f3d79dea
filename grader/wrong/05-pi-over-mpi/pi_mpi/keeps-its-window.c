// expect: LEAK hint=keeps-its-window
// Every rank adds its hits to a number that rank 0 shows to all.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    int rank, size;
    int64_t *sum, result;
    MPI_Win win;
    if (n < 0)
        return -1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t extra = n % size;
    int64_t begin = n / size * rank + (rank < extra ? rank : extra);
    int64_t end = begin + n / size + (rank < extra);
    int64_t mine = pi_hits(seed, begin, end);
    MPI_Win_allocate(rank == 0 ? sizeof *sum : 0, sizeof *sum,
                     MPI_INFO_NULL, comm, &sum, &win);
    if (rank == 0)
        *sum = 0;
    MPI_Win_fence(0, win);
    MPI_Accumulate(&mine, 1, MPI_INT64_T, 0, 0, 1, MPI_INT64_T, MPI_SUM,
                   win);
    MPI_Win_fence(0, win);
    if (rank == 0)
        result = *sum;
    MPI_Bcast(&result, 1, MPI_INT64_T, 0, comm);
    return result;
}
