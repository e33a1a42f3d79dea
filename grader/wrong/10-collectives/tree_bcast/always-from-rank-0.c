// expect: WRONG hint=always-from-rank-0
// The tree of the lesson: it begins at rank 0, whoever root is.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    for (int step = 1; step < size; step *= 2) {
        if (rank < step && rank + step < size)
            MPI_Send(buf, n, t, rank + step, 0, comm);
        else if (rank >= step && rank < 2 * step)
            MPI_Recv(buf, n, t, rank - step, 0, comm, MPI_STATUS_IGNORE);
    }
    return 0;
}
