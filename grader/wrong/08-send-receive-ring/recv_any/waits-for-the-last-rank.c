// expect: DEADLOCK hint=waits-for-one-rank
// Asks rank after rank whether there is a message, and waits for the last.
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    if (buf == NULL || n == NULL || src == NULL)
        return -1;
    int size, there = 0;
    MPI_Status status;
    MPI_Comm_size(comm, &size);
    for (int r = 0; r < size && !there; r++)
        MPI_Iprobe(r, tag, comm, &there, &status);
    if (!there)
        MPI_Probe(size - 1, tag, comm, &status);
    MPI_Get_count(&status, MPI_DOUBLE, n);
    *src = status.MPI_SOURCE;
    *buf = malloc((size_t)*n * sizeof **buf + 1);
    if (*buf == NULL)
        return -1;
    MPI_Recv(*buf, *n, MPI_DOUBLE, *src, tag, comm, MPI_STATUS_IGNORE);
    return 0;
}
