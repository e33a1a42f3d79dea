// expect: WRONG hint=counts-in-bytes
// n bytes are an eighth of n doubles.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    MPI_Sendrecv(snd, n, MPI_BYTE, partner, 0, rcv, n, MPI_BYTE, partner, 0,
                 comm, MPI_STATUS_IGNORE);
    return 0;
}
