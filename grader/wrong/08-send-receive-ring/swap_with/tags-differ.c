// expect: DEADLOCK hint=tags-differ
#include "contract.h"
int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size, rank;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (n < 0 || (n > 0 && (!snd || !rcv)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    /* tag by own rank on both sides */
    MPI_Sendrecv(snd, n, MPI_DOUBLE, partner, rank, rcv, n, MPI_DOUBLE,
                 partner, rank, comm, MPI_STATUS_IGNORE);
    return 0;
}
