// expect: CRASH hint=wants-a-power-of-two
// In the last round some ranks have no partner, and are sent to all the
// same.
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
    for (int step = 1; step < size; step *= 2) {
        if (me < step)
            MPI_Send(buf, n, t, (root + me + step) % (2 * step), 0, comm);
        else if (me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, 0, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
