// expect: WRONG hint=root-sends-to-all
// Root sends to every other rank, one after the other.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    if (rank != root)
        MPI_Recv(buf, n, t, root, 0, comm, MPI_STATUS_IGNORE);
    for (int to = 0; rank == root && to < size; to++)
        if (to != root)
            MPI_Send(buf, n, t, to, 0, comm);
    return 0;
}
