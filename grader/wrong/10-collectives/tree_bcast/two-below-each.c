// expect: WRONG hint=stops-sending-too-early
// Each rank sends to two others only, as in a heap.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int size, rank;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    int number = (rank - root + size) % size;
    if (number > 0)
        MPI_Recv(buf, n, t, ((number - 1) / 2 + root) % size, 0, comm,
                 MPI_STATUS_IGNORE);
    for (int to = 2 * number + 1; to <= 2 * number + 2 && to < size; to++)
        MPI_Send(buf, n, t, (to + root) % size, 0, comm);
    return 0;
}
