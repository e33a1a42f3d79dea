// expect: RMA outside an epoch n=2
// says: Rank 0, MPI_Put at {1}: no epoch is open for this target. Open one by MPI_Win_fence, MPI_Win_lock or MPI_Win_start, and close it before you use the data.
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
    int cell = 0, value = rank;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    if (rank == 0)
        MPI_Put(&value, 1, MPI_INT, 1, 0, 1, MPI_INT, win); /* 1 */
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
