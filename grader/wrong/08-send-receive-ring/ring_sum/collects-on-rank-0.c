// expect: WRONG hint=collects-on-rank-0
// All numbers go to rank 0, and the sum back to all.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t sum = mine, other;
    if (rank != 0) {
        MPI_Send(&mine, 1, MPI_INT64_T, 0, 0, comm);
        MPI_Recv(&sum, 1, MPI_INT64_T, 0, 1, comm, MPI_STATUS_IGNORE);
        return sum;
    }
    for (int r = 1; r < size; r++) {
        MPI_Recv(&other, 1, MPI_INT64_T, r, 0, comm, MPI_STATUS_IGNORE);
        sum += other;
    }
    for (int r = 1; r < size; r++)
        MPI_Send(&sum, 1, MPI_INT64_T, r, 1, comm);
    return sum;
}
