// expect: WRONG hint=not-a-ring
// A partial sum runs up the line of ranks, and the sum comes down again.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t sum = mine, before = 0;
    if (rank > 0)
        MPI_Recv(&before, 1, MPI_INT64_T, rank - 1, 0, comm,
                 MPI_STATUS_IGNORE);
    sum += before;
    if (rank < size - 1) {
        MPI_Send(&sum, 1, MPI_INT64_T, rank + 1, 0, comm);
        MPI_Recv(&sum, 1, MPI_INT64_T, rank + 1, 1, comm,
                 MPI_STATUS_IGNORE);
    }
    if (rank > 0)
        MPI_Send(&sum, 1, MPI_INT64_T, rank - 1, 1, comm);
    return sum;
}
