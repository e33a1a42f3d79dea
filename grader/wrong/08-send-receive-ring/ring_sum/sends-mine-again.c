// expect: WRONG hint=sends-its-own-every-time
// Sends from the wrong buffer: in every step the same number.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int64_t sum = mine, next;
    for (int step = 1; step < size; step++) {
        MPI_Sendrecv(&mine, 1, MPI_INT64_T, right, 0, &next, 1, MPI_INT64_T,
                     left, 0, comm, MPI_STATUS_IGNORE);
        sum += next;
    }
    return sum;
}
