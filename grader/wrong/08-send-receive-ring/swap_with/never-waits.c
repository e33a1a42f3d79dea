// expect: LEAK hint=never-waits
#include "contract.h"
int
swap_with(const double *snd, double *rcv, int n, int partner, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (n < 0 || (n > 0 && (!snd || !rcv)) ||
        ((partner < 0 || partner >= size) && partner != MPI_PROC_NULL))
        return -1;
    MPI_Request s;
    MPI_Isend(snd, n, MPI_DOUBLE, partner, 0, comm, &s);
    MPI_Recv(rcv, n, MPI_DOUBLE, partner, 0, comm, MPI_STATUS_IGNORE);
    return 0; /* forgot the wait */
}
