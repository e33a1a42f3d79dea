// expect: LEAK hint=never-waits
// Gives the request back instead of waiting for it.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)))
        return -1;
    if (partner != MPI_PROC_NULL && (partner < 0 || partner >= size))
        return -1;
    MPI_Request request;
    MPI_Irecv(rcv, n, MPI_DOUBLE, partner, 0, comm, &request);
    MPI_Send(snd, n, MPI_DOUBLE, partner, 0, comm);
    MPI_Request_free(&request);
    return 0;
}
