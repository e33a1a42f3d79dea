// expect: DEADLOCK hint=sends-to-itself-first
// Root sends to every rank before it receives, to itself too.
#include "contract.h"
int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    if (rank == root)
        for (int r = 0; r < size; r++)
            MPI_Send(p, sizeof *p, MPI_BYTE, r, 0, comm);
    MPI_Recv(p, sizeof *p, MPI_BYTE, root, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
