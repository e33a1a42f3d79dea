// expect: WRONG hint=counts-other-things
// Asks how many bytes there are and calls it the number of doubles.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    MPI_Message message;
    MPI_Mprobe(MPI_ANY_SOURCE, tag, comm, &message, &status);
    MPI_Get_count(&status, MPI_BYTE, n);
    *src = status.MPI_SOURCE;
    *buf = calloc((size_t)*n + 1, sizeof **buf);
    if (*buf == NULL)
        return -1;
    MPI_Mrecv(*buf, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    return 0;
}
