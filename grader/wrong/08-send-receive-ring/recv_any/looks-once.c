// expect: WRONG hint=looks-once
// Looks whether there is a message, and does not wait for one.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Message message;
    MPI_Status status;
    int there;
    MPI_Improbe(MPI_ANY_SOURCE, tag, comm, &there, &message, &status);
    if (!there)
        return -1;
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = malloc((size_t)*n * sizeof **buf + 1);
    if (*buf == NULL)
        return -1;
    MPI_Mrecv(*buf, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    return 0;
}
