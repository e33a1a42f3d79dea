// correct n=2
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

    MPI_Win_fence(0, win);
    MPI_Put(mine, 2, MPI_INT, 1 - rank, 0, 2, MPI_INT, win);
    mine[50] = cells[20];
    cells[30] = 5;
    MPI_Win_fence(0, win);
    mine[51] = cells[0];
    cells[1] = 4;
    MPI_Win_fence(0, win);
    MPI_Get(mine, 2, MPI_INT, 1 - rank, 0, 2, MPI_INT, win);
    mine[60] = cells[0] + cells[1];
    MPI_Win_fence(MPI_MODE_NOSUCCEED, win);
    mine[61] = mine[0];
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
