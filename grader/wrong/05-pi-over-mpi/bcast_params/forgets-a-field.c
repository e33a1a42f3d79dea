// expect: WRONG hint=forgets-a-field
// Three of the four fields are broadcast and flags is forgotten.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    MPI_Bcast(&p->n, 1, MPI_INT64_T, root, comm);
    MPI_Bcast(&p->tol, 1, MPI_DOUBLE, root, comm);
    MPI_Bcast(p->name, sizeof p->name, MPI_CHAR, root, comm);
    return 0;
}
