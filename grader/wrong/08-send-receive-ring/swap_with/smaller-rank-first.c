// expect: DEADLOCK hint=sends-to-itself
// The smaller rank sends first: right for two ranks, but nobody is smaller
// than itself.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    int rank;
    MPI_Comm_rank(comm, &rank);
    if (partner == MPI_PROC_NULL)
        return 0;
    if (rank < partner)
        MPI_Send(snd, n, MPI_DOUBLE, partner, 0, comm);
    MPI_Recv(rcv, n, MPI_DOUBLE, partner, 0, comm, MPI_STATUS_IGNORE);
    if (rank >= partner)
        MPI_Send(snd, n, MPI_DOUBLE, partner, 0, comm);
    return 0;
}
