// expect: WRONG hint=only-some-ranks-know
// Rank 0 adds and keeps the sum to itself.
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
        return sum;
    }
    for (int r = 1; r < size; r++) {
        MPI_Recv(&other, 1, MPI_INT64_T, r, 0, comm, MPI_STATUS_IGNORE);
        sum += other;
    }
    return sum;
}
