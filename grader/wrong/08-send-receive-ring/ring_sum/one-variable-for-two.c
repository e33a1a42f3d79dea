// expect: WRONG hint=sends-what-changes
// What comes in takes the place of what goes out, in one MPI_Sendrecv.
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
        MPI_Sendrecv(&passing, 1, MPI_INT64_T, right, 0, &passing, 1,
                     MPI_INT64_T, left, 0, comm, MPI_STATUS_IGNORE);
        sum += passing;
    }
    return sum;
}
