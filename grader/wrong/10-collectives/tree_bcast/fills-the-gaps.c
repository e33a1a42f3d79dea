// expect: WRONG hint=fills-the-gaps
// The bytes from the first to the last element are sent, and with them
// what lies between the elements.
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
    MPI_Aint low, extent;
    MPI_Type_get_extent(t, &low, &extent);
    int bytes = (int)(n * extent);
    for (int step = 1; step < size; step *= 2) {
        if (me < step && me + step < size)
            MPI_Send(buf, bytes, MPI_BYTE, (rank + step) % size, 0, comm);
        else if (me >= step && me < 2 * step)
            MPI_Recv(buf, bytes, MPI_BYTE, (rank - step + size) % size, 0,
                     comm, MPI_STATUS_IGNORE);
    }
    return 0;
}
