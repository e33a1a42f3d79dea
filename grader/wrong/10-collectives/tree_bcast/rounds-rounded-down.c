// expect: WRONG hint=wants-a-power-of-two
// The number of rounds is log2 of the size rounded down, so the ranks of
// the last round are left out.
#include "contract.h"

int
tree_bcast(void *buf, int n, MPI_Datatype t, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (n < 0 || root < 0 || root >= size)
        return -1;
    int rounds = 0;
    while (2 << rounds <= size)
        rounds++;
    int me = (rank - root + size) % size;
    for (int r = 0; r < rounds; r++) {
        int step = 1 << r;
        if (me < step)
            MPI_Send(buf, n, t, (rank + step) % size, 0, comm);
        else if (me < 2 * step)
            MPI_Recv(buf, n, t, (rank - step + size) % size, 0, comm,
                     MPI_STATUS_IGNORE);
    }
    return 0;
}
