// expect: CRASH hint=trusts-its-arguments
// MPI will complain, and it does: by ending the job.
#include "contract.h"

int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int error =
        MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, 0, rcv, n, MPI_DOUBLE,
                     partner, 0, comm, MPI_STATUS_IGNORE);
    return error == MPI_SUCCESS ? 0 : -1;
}
