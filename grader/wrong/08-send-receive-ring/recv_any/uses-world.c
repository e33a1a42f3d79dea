// expect: DEADLOCK hint=uses-world
// Waits in a space where nobody has sent anything.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    MPI_Message message;
    (void)comm;
    MPI_Mprobe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = malloc((size_t)*n * sizeof **buf + 1);
    if (*buf == NULL)
        return -1;
    MPI_Mrecv(*buf, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    return 0;
}
