// correct n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    /* 0 and 3: from the neighbour; 1 and 2: own */
    MPI_Win win;
    int cells[4] = {-1, rank, 10 + rank, -1}, other = 1 - rank;
    MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL, comm,
                   &win);
    for (int i = 0; i < 3; i++) {
        MPI_Win_fence(0, win);
        MPI_Put(&cells[1], 1, MPI_INT, other, 3, 1, MPI_INT, win);
        MPI_Get(&cells[0], 1, MPI_INT, other, 2, 1, MPI_INT, win);
        MPI_Win_fence(0, win);
    }
    /* received into the window before and after a call of the other */
    if (rank == 0) {
        MPI_Send(cells, 4, MPI_INT, 1, 0, comm);
        MPI_Recv(cells, 4, MPI_INT, 1, 1, comm, MPI_STATUS_IGNORE);
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win);
        MPI_Put(&cells[0], 4, MPI_INT, 1, 0, 4, MPI_INT, win);
        MPI_Win_unlock(1, win);
        MPI_Send(cells, 4, MPI_INT, 1, 2, comm);
    } else {
        MPI_Recv(cells, 4, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
        MPI_Send(cells, 4, MPI_INT, 0, 1, comm);
        MPI_Recv(cells, 4, MPI_INT, 0, 2, comm, MPI_STATUS_IGNORE);
    }
    MPI_Win_free(&win);

    /* a ready send whose receive has begun */
    int value = rank;
    MPI_Request request;
    if (rank == 1)
        MPI_Irecv(&value, 1, MPI_INT, 0, 0, comm, &request);
    MPI_Barrier(comm);
    if (rank == 0)
        MPI_Rsend(&value, 1, MPI_INT, 1, 0, comm);
    else
        MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
