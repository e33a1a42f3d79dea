// expect: WRONG hint=root-sends-to-all
// Root starts all its sends together; they are as many as before.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    if (rank != root) {
        MPI_Recv(buf, n, t, root, 0, comm, MPI_STATUS_IGNORE);
        return 0;
    }
    for (int to = 0; to < size; to++) {
        MPI_Request request;
        if (to == root)
            continue;
        MPI_Isend(buf, n, t, to, 0, comm, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
    return 0;
}
