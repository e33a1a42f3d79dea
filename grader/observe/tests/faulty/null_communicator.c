// expect: invalid communicator n=2
// says: Rank 0, MPI_Bcast at {1}: the communicator is MPI_COMM_NULL.
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

    int value = rank;
    MPI_Bcast(&value, 1, MPI_INT, 0, MPI_COMM_NULL); /* 1 */

    MPI_Finalize();
    return 0;
}
