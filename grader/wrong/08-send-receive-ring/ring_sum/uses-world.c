// expect: DEADLOCK hint=uses-world
// Rank and size of comm, messages on MPI_COMM_WORLD: they go astray as soon
// as the two differ.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int64_t sum = mine, passing = mine;
    for (int step = 1; step < size; step++) {
        MPI_Sendrecv_replace(&passing, 1, MPI_INT64_T, right, 0, left, 0,
                             MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        sum += passing;
    }
    return sum;
}
