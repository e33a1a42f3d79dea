// expect: DEADLOCK hint=waits-in-halo-start
// halo_start only receives; halo_finish sends.
#include "contract.h"

enum { LEFTWARDS, RIGHTWARDS };

static int left, right;
static MPI_Comm with;

int
halo_start(double *u, int n, int periodic, MPI_Comm comm,
           MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    left = rank > 0 ? rank - 1 : periodic ? size - 1 : MPI_PROC_NULL;
    right = rank < size - 1 ? rank + 1 : periodic ? 0 : MPI_PROC_NULL;
    with = comm;
    MPI_Irecv(&u[0], 1, MPI_DOUBLE, left, RIGHTWARDS, comm, &req[0]);
    MPI_Irecv(&u[n + 1], 1, MPI_DOUBLE, right, LEFTWARDS, comm, &req[1]);
    req[2] = req[3] = MPI_REQUEST_NULL;
    return 0;
}

int
halo_finish(double *u, int n, MPI_Request req[4])
{
    if (u == NULL || n < 1 || req == NULL)
        return -1;
    MPI_Send(&u[1], 1, MPI_DOUBLE, left, LEFTWARDS, with);
    MPI_Send(&u[n], 1, MPI_DOUBLE, right, RIGHTWARDS, with);
    MPI_Waitall(4, req, MPI_STATUSES_IGNORE);
    return 0;
}
