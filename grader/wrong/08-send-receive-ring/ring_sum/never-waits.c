// expect: LEAK hint=never-waits
// Starts each send and never waits for it.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;

    static int64_t passing[64];
    int64_t sum = passing[0] = mine;
    for (int step = 1; step < size; step++) {
        MPI_Request request;
        MPI_Isend(&passing[step - 1], 1, MPI_INT64_T, right, 0, comm,
                  &request);
        MPI_Recv(&passing[step], 1, MPI_INT64_T, left, 0, comm,
                 MPI_STATUS_IGNORE);
        sum += passing[step];
    }
    return sum;
}
