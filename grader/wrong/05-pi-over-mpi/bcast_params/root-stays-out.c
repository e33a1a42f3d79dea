// expect: DEADLOCK hint=root-stays-out
// Root has the parameters already and returns at once, and the others wait
// for a broadcast that nobody makes.
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
        return 0;
    MPI_Bcast(p, sizeof *p, MPI_BYTE, root, comm);
    return 0;
}
