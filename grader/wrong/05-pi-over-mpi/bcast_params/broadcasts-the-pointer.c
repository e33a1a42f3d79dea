// expect: WRONG hint=broadcasts-the-pointer
// The address of the struct is broadcast, and an address of root means
// nothing in the memory of another rank.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Bcast(&p, sizeof p, MPI_BYTE, root, comm);
    return 0;
}
