// expect: DEADLOCK hint=sends-to-itself
// Takes turns, which is right in a ring of two ranks or more.  The loop
// runs once even when there is nobody else, and then the send waits for
// itself.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    int64_t sum = mine, passing = mine, next = 0;
    int step = 1;
    do {
        if (rank % 2 == 0)
            MPI_Send(&passing, 1, MPI_INT64_T, right, 0, comm);
        MPI_Recv(&next, 1, MPI_INT64_T, left, 0, comm, MPI_STATUS_IGNORE);
        if (rank % 2 == 1)
            MPI_Send(&passing, 1, MPI_INT64_T, right, 0, comm);
        passing = next;
        sum += size > 1 ? passing : 0;
    } while (++step < size);
    return sum;
}
