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

    /* a displacement is in units of the target's window */
    MPI_Win win;
    int cells[8] = {0}, values[4] = {1, 2, 3, 4};
    if (rank == 0)
        MPI_Win_create(NULL, 0, 1, MPI_INFO_NULL, comm, &win);
    else
        MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL,
                       comm, &win);
    MPI_Win_fence(0, win);
    for (int i = 0; rank == 0 && i < 4; i++)
        MPI_Put(&values[i], 1, MPI_INT, 1, 2 * i, 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
