// expect: CRASH hint=too-little-room
// Makes room for the longest message that it can think of.
#include <stdlib.h>

#include "contract.h"

enum { MOST = 1000 };

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    *buf = malloc(MOST * sizeof **buf);
    if (*buf == NULL)
        return -1;
    MPI_Recv(*buf, MOST, MPI_DOUBLE, MPI_ANY_SOURCE, tag, comm, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    return 0;
}
