// expect: RMA conflict n=2
// says: Rank 1 writes into its window ({2}) while MPI_Get of rank 0 ({1}) touches the same memory, and nothing orders them. Put a synchronisation of the window between.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Win win;
    int value = 1, *cells;
    MPI_Win_allocate(40000, sizeof(int), MPI_INFO_NULL, comm, &cells, &win);
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Get(&value, 1, MPI_INT, 1, 5000, 1, MPI_INT, win); /* 1 */
    else
        cells[5000] = 7; /* 2 */
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
