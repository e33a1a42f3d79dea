// expect: epoch not closed n=2
// says: Rank 0, MPI_Win_free at {2}: the window is freed while a lock is held (since {1}). Call MPI_Win_unlock first.
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

    /* Here MPI_Win_free waits for ever. */
    MPI_Win win;
    int cell = 0;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    MPI_Win_lock(MPI_LOCK_SHARED, 1, 0, win); /* 1 */
    MPI_Win_free(&win);                       /* 2 */

    MPI_Finalize();
    return 0;
}
