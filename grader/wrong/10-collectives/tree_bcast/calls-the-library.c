// expect: WRONG hint=calls-a-collective
// MPI_Bcast does it all.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    (void)rank;
    MPI_Bcast(buf, n, t, root, comm);
    return 0;
}
