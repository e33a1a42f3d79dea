// expect: invalid argument n=2 mpich
// says: Rank 0, MPI_Cart_create at {1}: dimension 0 has -2 places; it needs at least one. MPI_Dims_create can choose them.
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
    int dims[1] = {-size}, periods[1] = {0};
    MPI_Cart_create(comm, 1, dims, periods, 0, &grid); /* 1 */

    MPI_Finalize();
    return 0;
}
