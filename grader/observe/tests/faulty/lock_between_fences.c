// expect: RMA epoch n=2
// says: Rank 0, MPI_Win_fence at {2}: the calls under the lock of {1} are between this fence and the one before, and so in its epoch. Give that fence MPI_MODE_NOSUCCEED, or this one MPI_MODE_NOPRECEDE.
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
    int cell = 0, value = 7;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 1, 0, win); /* 1 */
        MPI_Put(&value, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
        MPI_Win_unlock(1, win);
    }
    MPI_Win_fence(0, win); /* 2 */
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
