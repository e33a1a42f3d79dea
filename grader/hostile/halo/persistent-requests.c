// expect: PASS
// tries: is right with persistent requests, which halo_finish frees
#include "contract.h"

int
halo_start(double *u, int n, int periodic, MPI_Comm comm,
           MPI_Request req[4])
{
    int rank, size;
    if (!u || !req || n < 1)
        return -1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int left = rank > 0 ? rank - 1 : periodic ? size - 1 : MPI_PROC_NULL;
    int right = rank < size - 1 ? rank + 1 : periodic ? 0 : MPI_PROC_NULL;
    MPI_Recv_init(&u[0], 1, MPI_DOUBLE, left, 1, comm, &req[0]);
    MPI_Recv_init(&u[n + 1], 1, MPI_DOUBLE, right, 2, comm, &req[1]);
    MPI_Send_init(&u[1], 1, MPI_DOUBLE, left, 2, comm, &req[2]);
    MPI_Send_init(&u[n], 1, MPI_DOUBLE, right, 1, comm, &req[3]);
    MPI_Startall(4, req);
    return 0;
}

int
halo_finish(double *u, int n, MPI_Request req[4])
{
    if (!u || !req || n < 1)
        return -1;
    MPI_Waitall(4, req, MPI_STATUSES_IGNORE);
    for (int i = 0; i < 4; i++)
        MPI_Request_free(&req[i]);
    return 0;
}
