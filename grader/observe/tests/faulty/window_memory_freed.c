// expect: invalid buffer n=2 mpich
// says: Rank 0, MPI_Win_fence at {3}: the memory of this window, made at {1}, has been freed at {2}. Call MPI_Win_free first.
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

    int *cells = malloc(10 * sizeof *cells);
    MPI_Win win;
    /* 1 */
    MPI_Win_create(cells, 10 * sizeof *cells, sizeof *cells, MPI_INFO_NULL,
                   comm, &win);
    MPI_Win_fence(0, win);
    free(cells);           /* 2 */
    MPI_Win_fence(0, win); /* 3 */
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
