// expect: invalid argument n=2 mpich
// says: Rank 0, MPI_Cart_shift at {1}: the direction is 1, but the grid has the directions 0 to 0.
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

    MPI_Comm grid;
    int dims[1] = {size}, periods[1] = {0}, before, after;
    MPI_Cart_create(comm, 1, dims, periods, 0, &grid);
    MPI_Cart_shift(grid, 1, 1, &before, &after); /* 1 */
    MPI_Comm_free(&grid);

    MPI_Finalize();
    return 0;
}
