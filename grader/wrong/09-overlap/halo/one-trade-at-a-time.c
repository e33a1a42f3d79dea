// expect: WRONG hint=one-trade-at-a-time
// The ghosts arrive in one place for all trades and are copied at the end.
#include "contract.h"

enum { LEFTWARDS, RIGHTWARDS };

static double ghost[2];
static int has_left, has_right;

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

    has_left = left != MPI_PROC_NULL;
    has_right = right != MPI_PROC_NULL;
    MPI_Irecv(&ghost[0], 1, MPI_DOUBLE, left, RIGHTWARDS, comm, &req[0]);
    MPI_Irecv(&ghost[1], 1, MPI_DOUBLE, right, LEFTWARDS, comm, &req[1]);
    MPI_Isend(&u[1], 1, MPI_DOUBLE, left, LEFTWARDS, comm, &req[2]);
    MPI_Isend(&u[n], 1, MPI_DOUBLE, right, RIGHTWARDS, comm, &req[3]);
    return 0;
}

int
halo_finish(double *u, int n, MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    MPI_Waitall(4, req, MPI_STATUSES_IGNORE);
    if (has_left)
        u[0] = ghost[0];
    if (has_right)
        u[n + 1] = ghost[1];
    return 0;
}
