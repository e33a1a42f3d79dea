// expect: WRONG hint=rejects-proc-null
// MPI_PROC_NULL is negative, and negative ranks are "bad".
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    if (partner < 0)
        return -1;
    MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
