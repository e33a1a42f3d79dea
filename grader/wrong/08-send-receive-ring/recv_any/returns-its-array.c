// expect: MEMORY hint=returns-what-cannot-be-freed
// The array belongs to the function and is the same in every call.
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

    static double room[1 << 18];
    MPI_Mrecv(room, count, MPI_DOUBLE, &message, MPI_STATUS_IGNORE);
    *buf = room;
    *n = count;
    *src = status.MPI_SOURCE;
    return 0;
}
