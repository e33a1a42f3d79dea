// expect: WRONG hint=proc-null-clears-rcv
// Nobody there: "so the result is zero".
#include <string.h>

#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    if (partner == MPI_PROC_NULL && n > 0)
        memset(rcv, 0, (size_t)n * sizeof *rcv);
    MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
