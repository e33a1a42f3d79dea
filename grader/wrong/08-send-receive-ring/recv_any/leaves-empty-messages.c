// expect: WRONG hint=empty-stays
// Finds nothing to receive in an empty message, and leaves it there.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    MPI_Probe(MPI_ANY_SOURCE, tag, comm, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = NULL;
    if (*n == 0)
        return 0;
    *buf = malloc((size_t)*n * sizeof **buf);
    if (*buf == NULL)
        return -1;
    MPI_Recv(*buf, *n, MPI_DOUBLE, *src, tag, comm, MPI_STATUS_IGNORE);
    return 0;
}
