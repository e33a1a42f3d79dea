// correct n=4
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

    int dims[2] = {0, 0}, periods[2] = {1, 0}, keep[2] = {1, 0}, up, down,
        in;
    MPI_Comm grid, row;
    MPI_Dims_create(size, 2, dims);
    MPI_Cart_create(comm, 2, dims, periods, 1, &grid);
    MPI_Cart_shift(grid, 1, 1, &up, &down);
    MPI_Sendrecv(&rank, 1, MPI_INT, down, 0, &in, 1, MPI_INT, up, 0, grid,
                 MPI_STATUS_IGNORE);
    MPI_Cart_sub(grid, keep, &row);
    MPI_Barrier(row);
    MPI_Comm_free(&row);
    MPI_Comm_free(&grid);

    MPI_Finalize();
    return 0;
}
