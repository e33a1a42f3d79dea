// expect: MEMORY hint=counts-in-bytes
// MPI multiplies by the size of the type already.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    int bytes = n * (int)sizeof(double);
    MPI_Sendrecv(snd, bytes, MPI_DOUBLE, partner, 0, rcv, bytes, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
