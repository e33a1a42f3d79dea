// expect: DEADLOCK
// tries: every rank thinks that it is the root
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size, rank;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    for (int r = 0; r < size; r++)
        if (r != root && rank == root)
            MPI_Ssend(p, sizeof *p, MPI_BYTE, r, 0, comm);
    if (rank != root)
        MPI_Recv(p, sizeof *p, MPI_BYTE, (root + 1) % size, 0, comm,
                 MPI_STATUS_IGNORE);
    return 0;
}
