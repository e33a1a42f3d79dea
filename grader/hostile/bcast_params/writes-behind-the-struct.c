// expect: MEMORY
// tries: broadcasts more bytes than the struct has
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Bcast(p, sizeof *p + 64, MPI_BYTE, root, comm);
    return 0;
}
