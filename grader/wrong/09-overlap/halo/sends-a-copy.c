// expect: WRONG hint=sends-what-changes
// Sends from a local array, which is gone when halo_start has returned.
#include "contract.h"

/* In a ring of one or two ranks both messages come from the same rank; the
 * tag says which way they went. */
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

    MPI_Irecv(&u[0], 1, MPI_DOUBLE, left, RIGHTWARDS, comm, &req[0]);
    MPI_Irecv(&u[n + 1], 1, MPI_DOUBLE, right, LEFTWARDS, comm, &req[1]);
    double edge[] = {u[1], u[n]};
    MPI_Isend(&edge[0], 1, MPI_DOUBLE, left, LEFTWARDS, comm, &req[2]);
    MPI_Isend(&edge[1], 1, MPI_DOUBLE, right, RIGHTWARDS, comm, &req[3]);
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
