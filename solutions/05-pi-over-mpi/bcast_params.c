/* bcast_params.c - every rank gets the parameters of rank root.
 *
 * One broadcast for each field, with the type the field has: this also
 * works between machines that store numbers differently, and no rank sends
 * the unused bytes that the compiler leaves between fields.
 */
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
    MPI_Bcast(&p->flags, 1, MPI_INT, root, comm);
    return 0;
}
