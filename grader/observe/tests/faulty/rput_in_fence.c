// expect: RMA epoch n=2
// says: Rank 0, MPI_Rput at {1}: a one-sided call with a request needs a lock epoch (MPI_Win_lock or MPI_Win_lock_all).
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Win win;
    int cells[100] = {0}, mine[100] = {0};
    MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL, comm,
                   &win);

    MPI_Request request;
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Rput(mine, 1, MPI_INT, 1, 0, 1, MPI_INT, win, &request); /* 1 */
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
