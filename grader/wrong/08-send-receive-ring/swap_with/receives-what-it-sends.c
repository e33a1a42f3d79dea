// expect: CRASH hint=receives-what-it-sends
// The numbers are copied to rcv, and sent from there.
#include <stdbool.h>

#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    bool somebody = partner >= 0 && partner < size;
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        (!somebody && partner != MPI_PROC_NULL))
        return -1;

    /* With MPI_PROC_NULL this returns at once and leaves rcv alone. */
    for (int i = 0; i < n; i++)
        if (partner >= 0)
            rcv[i] = snd[i];
    MPI_Sendrecv(rcv, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
