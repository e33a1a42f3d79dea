// expect: DEADLOCK hint=both-send-first
// Works until the numbers no longer fit into what MPI buffers.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    MPI_Send(snd, n, MPI_DOUBLE, partner, 0, comm);
    MPI_Recv(rcv, n, MPI_DOUBLE, partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
