// expect: WRONG hint=always-from-rank-0
// The parameters of rank 0 are broadcast, whichever rank root is.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Bcast(p, sizeof *p, MPI_BYTE, 0, comm);
    return 0;
}
