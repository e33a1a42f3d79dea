// expect: DEADLOCK hint=waits-in-halo-start
// The whole trade is done in halo_start.
#include "contract.h"

enum { LEFTWARDS, RIGHTWARDS };

int
halo_start(double *u, int n, int periodic, MPI_Comm comm,
           MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int left = rank > 0 ? rank - 1 : periodic ? size - 1 : MPI_PROC_NULL;
    int right = rank < size - 1 ? rank + 1 : periodic ? 0 : MPI_PROC_NULL;

    MPI_Sendrecv(&u[1], 1, MPI_DOUBLE, left, LEFTWARDS, &u[n + 1], 1,
                 MPI_DOUBLE, right, LEFTWARDS, comm, MPI_STATUS_IGNORE);
    MPI_Sendrecv(&u[n], 1, MPI_DOUBLE, right, RIGHTWARDS, &u[0], 1,
                 MPI_DOUBLE, left, RIGHTWARDS, comm, MPI_STATUS_IGNORE);
    for (int k = 0; k < 4; k++)
        req[k] = MPI_REQUEST_NULL;
    return 0;
}

int
halo_finish(double *u, int n, MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    MPI_Waitall(4, req, MPI_STATUSES_IGNORE);
    return 0;
}
