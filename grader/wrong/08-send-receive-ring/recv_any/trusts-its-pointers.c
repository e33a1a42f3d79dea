// expect: CRASH hint=trusts-its-pointers
// Nobody would pass a null pointer.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    MPI_Message message;
    MPI_Status status;
    *n = 0;
    *src = -1;
    *buf = NULL;
    MPI_Mprobe(MPI_ANY_SOURCE, tag, comm, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = malloc((size_t)*n * sizeof **buf + 1);
    if (*buf == NULL)
        return -1;
    MPI_Mrecv(*buf, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    return 0;
}
