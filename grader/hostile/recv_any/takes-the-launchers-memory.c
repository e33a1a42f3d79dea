// expect: POLICY
// tries: asks for the memory of the other ranks
#include <sys/uio.h>
#include <unistd.h>
#include <stdlib.h>

#include "contract.h"

int
recv_any(double **buf, int *n, int *src, int tag, MPI_Comm comm)
{
    char byte;
    struct iovec here = {&byte, 1}, there = {buf, 1};
    process_vm_readv(getppid(), &here, 1, &there, 1, 0);
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
