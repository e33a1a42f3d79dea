// expect: LEAK hint=never-completes-its-sends
// The sends are started and never completed.
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
        MPI_Request request;
        if (me < step && me + step < size)
            MPI_Isend(buf, n, t, (rank + step) % size, 0, comm, &request);
        else if (me >= step && me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, 0, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
