// expect: WRONG hint=trusts-root
// root is not compared with the size of comm, so a wrong one is not
// reported as -1: MPI is left to find it, or nobody.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (p == NULL)
        return -1;
    /* Root sends to each of the others in turn. */
    for (int r = 0; rank == root && r < size; r++)
        if (r != root)
            MPI_Send(p, sizeof *p, MPI_BYTE, r, 0, comm);
    if (rank != root && root >= 0 && root < size)
        MPI_Recv(p, sizeof *p, MPI_BYTE, root, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
