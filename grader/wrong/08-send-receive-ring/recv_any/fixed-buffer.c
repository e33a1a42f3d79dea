// expect: CRASH hint=fixed-buffer
// "A thousand will do."
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    *buf = malloc(1000 * sizeof **buf);
    if (*buf == NULL)
        return -1;
    MPI_Recv(*buf, 1000, MPI_DOUBLE, MPI_ANY_SOURCE, tag, comm, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    return 0;
}
