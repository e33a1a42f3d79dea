// expect: invalid communicator n=2 mpich
// says: Rank 0, MPI_Cart_shift at {1}: this communicator is no grid. Give it the one that MPI_Cart_create made.
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

    int before, after;
    MPI_Cart_shift(comm, 0, 1, &before, &after); /* 1 */
    printf("rank %d between %d and %d\n", rank, before, after);

    MPI_Finalize();
    return 0;
}
