// expect: WRONG hint=takes-the-size-of-the-pointer
// sizeof p is the size of the pointer, 8 bytes, so only the first field
// arrives.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Bcast(p, sizeof p, MPI_BYTE, root, comm);
    return 0;
}
