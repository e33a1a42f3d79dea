// expect: LEAK hint=never-completes-its-sends
// Starts its sends and gives the requests back: nobody knows when buf is
// free again.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    const int tag = 0;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;

    int me = rank >= root ? rank - root : rank - root + size;
    for (int step = 1; step < size; step *= 2) {
        if (me < step && step < size - me) /* me + step is a rank */
        {
            MPI_Request request;
            MPI_Isend(buf, n, t, (rank + step) % size, tag, comm, &request);
            MPI_Request_free(&request);
        } else if (step <= me && me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, tag, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
