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

    MPI_Win win;
    int *cell;
    MPI_Win_allocate_shared(sizeof *cell, sizeof *cell, MPI_INFO_NULL, comm,
                            &cell, &win);
    MPI_Win_lock_all(0, win);
    *cell = rank;
    MPI_Win_sync(win);
    MPI_Barrier(comm);
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
