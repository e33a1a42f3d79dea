// expect: RMA conflict n=2
// says: MPI_Put of rank 0 ({1}) and MPI_Get of rank 0 ({2}) touch the same memory of rank 1, and nothing orders them. Put a synchronisation of the window between them.
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
    int cell = 0, value = rank, got = 0;
    MPI_Win_create(&cell, sizeof cell, sizeof cell, MPI_INFO_NULL, comm,
                   &win);
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Put(&value, 1, MPI_INT, 1, 0, 1, MPI_INT, win); /* 1 */
        MPI_Get(&got, 1, MPI_INT, 1, 0, 1, MPI_INT, win);   /* 2 */
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
