// expect: CRASH hint=trusts-root
// Nobody asks whether root is a rank of comm.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int me = (rank - root + size) % size;
    for (int step = 1; step < size; step *= 2) {
        if (me < step && me + step < size)
            MPI_Send(buf, n, t, (root + me + step) % size, 0, comm);
        else if (me >= step && me < 2 * step)
            MPI_Recv(buf, n, t, (root + me - step) % size, 0, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
