// expect: LEAK hint=never-frees
// Receives into one block, returns a copy, and keeps the first.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Status status;
    MPI_Message message;
    MPI_Mprobe(MPI_ANY_SOURCE, tag, comm, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    size_t bytes = (size_t)*n * sizeof **buf + 1;
    double *room = calloc(bytes, 1);
    *buf = malloc(bytes);
    if (*buf == NULL || room == NULL)
        return -1;
    MPI_Mrecv(room, *n, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    memcpy(*buf, room, bytes);
    return 0;
}
