// expect: deadlock n=2
// says: Ranks 0 and 1 wait for each other: rank 0 is in MPI_Win_lock of the window of rank 1 ({1}), which is in MPI_Win_lock of the window of rank 0 ({1}). Nobody can unlock. Let all ranks lock in the same order, or hold one lock at a time.
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
    int cell = 0, other = 1 - rank;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, rank, 0, win);
    MPI_Barrier(comm);
    MPI_Win_lock(MPI_LOCK_EXCLUSIVE, other, 0, win); /* 1 */
    MPI_Win_unlock(other, win);
    MPI_Win_unlock(rank, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
