/*
 * recv_any.c - take a message out of the queue, then look at it.
 *
 * MPI_Mprobe removes the message it found: no other receive can get it, so
 * the length is certain to be that of the message received.
 */
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    MPI_Message message;
    MPI_Status status;
    int count;
    MPI_Mprobe(MPI_ANY_SOURCE, tag, comm, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, &count);

    double *room = malloc((size_t)count * sizeof *room + 1);
    if (room == NULL)
        return -1;
    MPI_Mrecv(room, count, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    *buf = room;
    *n = count;
    *src = status.MPI_SOURCE;
    return 0;
}
