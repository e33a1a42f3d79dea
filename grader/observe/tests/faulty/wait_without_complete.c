// expect: deadlock n=2
// says: Rank 1 is in MPI_Win_wait ({1}), which waits for MPI_Win_complete of rank 0. But rank 0 is in MPI_Win_free ({2}). Let it call MPI_Win_complete before.
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
    MPI_Group all, other;
    int cell = 0, peer = 1 - rank;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    MPI_Comm_group(comm, &all);
    MPI_Group_incl(all, 1, &peer, &other);
    if (rank == 1) {
        MPI_Win_post(other, 0, win);
        MPI_Win_wait(win); /* 1 */
    }
    MPI_Group_free(&other);
    MPI_Group_free(&all);
    MPI_Win_free(&win); /* 2 */

    MPI_Finalize();
    return 0;
}
