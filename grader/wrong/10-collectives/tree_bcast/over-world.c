// expect: DEADLOCK hint=over-world
// The messages go over MPI_COMM_WORLD, among all its ranks.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int me = (rank - root + size) % size;
    for (int step = 1; step < size; step *= 2) {
        if (me < step && me + step < size)
            MPI_Send(buf, n, t, (rank + step) % size, 0, MPI_COMM_WORLD);
        else if (me >= step && me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, 0,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    return 0;
}
