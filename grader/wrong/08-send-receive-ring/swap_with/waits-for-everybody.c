// expect: WRONG hint=uses-a-collective
// A barrier, to be safe.  Only the two partners need be here.
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

    MPI_Barrier(comm);
    /* With MPI_PROC_NULL this returns at once and leaves rcv alone. */
    MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
