// expect: deadlock n=2
// says: Rank 0 is in MPI_Win_fence ({1}), which every rank of its communicator must call. But rank 1 is in MPI_Barrier ({2}). Let all ranks make this call.
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
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Win_fence(0, win); /* 1 */
    else
        MPI_Barrier(comm); /* 2 */
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
