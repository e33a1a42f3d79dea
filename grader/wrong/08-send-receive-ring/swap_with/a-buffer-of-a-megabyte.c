// expect: CRASH hint=buffer-too-small
// Sends through a buffer of its own, which is not always large enough.
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
    static char room[1 << 20];
    void *old;
    int bytes;
    MPI_Request request;
    MPI_Irecv(rcv, n, MPI_DOUBLE, partner, 0, comm, &request);
    MPI_Buffer_attach(room, sizeof room);
    MPI_Bsend(snd, n, MPI_DOUBLE, partner, 0, comm);
    MPI_Buffer_detach(&old, &bytes);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    return 0;
}
