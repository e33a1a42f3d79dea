// expect: WRONG hint=keeps-32-bits
// The number on its way is an int.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int passing = (int)mine;
    int64_t sum = mine;
    for (int step = 1; step < size; step++) {
        MPI_Sendrecv_replace(&passing, 1, MPI_INT, right, 0, left, 0, comm,
                             MPI_STATUS_IGNORE);
        sum += passing;
    }
    return (int)sum;
}
