// expect: CRASH hint=receives-what-it-sends
// Root sends to all, and receives from itself as the others do.
#include "contract.h"
#include <stdlib.h>
int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Request *q = malloc(size * sizeof *q);
    if (rank == root)
        for (int r = 0; r < size; r++)
            MPI_Isend(p, sizeof *p, MPI_BYTE, r, 0, comm, &q[r]);
    MPI_Recv(p, sizeof *p, MPI_BYTE, root, 0, comm, MPI_STATUS_IGNORE);
    if (rank == root)
        MPI_Waitall(size, q, MPI_STATUSES_IGNORE);
    free(q);
    return 0;
}
