// expect: DEADLOCK hint=all-wait-for-root
// Data is sent along a tree, and every rank waits for it from root.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    int me = (rank - root + size) % size;
    if (rank != root)
        MPI_Recv(buf, n, t, root, 0, comm, MPI_STATUS_IGNORE);
    for (int step = 1; step < size; step *= 2)
        if (me < step && me + step < size)
            MPI_Send(buf, n, t, (rank + step) % size, 0, comm);
    return 0;
}
