// expect: RMA epoch n=2
// says: Rank 0, MPI_Win_unlock at {1}: this rank holds no lock on the target.
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
    int cell = 0;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    if (rank == 0)
        MPI_Win_unlock(1, win); /* 1 */
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
