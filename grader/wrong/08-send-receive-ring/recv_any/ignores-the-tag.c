// expect: WRONG hint=ignores-the-tag
// Takes the next message, whatever it is for.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    MPI_Message message;
    (void)tag;
    MPI_Mprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = malloc((size_t)*n * sizeof **buf + 1);
    if (*buf == NULL)
        return -1;
    MPI_Mrecv(*buf, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    return 0;
}
