// expect: buffer too small n=2 mpich
// says: Rank 0, MPI_Win_create at {1}: the call asks for 40 bytes, but from there the variable `cells` has only 8. The size of a window is in bytes.
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
    MPI_Win_create(&cells, 10 * sizeof *cells, sizeof *cells, MPI_INFO_NULL,
                   comm, &win);
    MPI_Win_free(&win);
    free(cells);

    MPI_Finalize();
    return 0;
}
