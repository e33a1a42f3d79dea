// expect: PASS
// tries: nothing: sets the error handler of comm, and puts the old one back
#include <stdbool.h>

#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    MPI_Errhandler old;
    MPI_Comm_get_errhandler(comm, &old);
    MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(comm, old);
    MPI_Errhandler_free(&old);
    int size;
    MPI_Comm_size(comm, &size);
    bool somebody = partner >= 0 && partner < size;
    if (n < 0 || (n > 0 && (snd == NULL || rcv == NULL)) ||
        (!somebody && partner != MPI_PROC_NULL))
        return -1;

    /* With MPI_PROC_NULL this returns at once and leaves rcv alone. */
    MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                 partner, 0, comm, MPI_STATUS_IGNORE);
    return 0;
}
