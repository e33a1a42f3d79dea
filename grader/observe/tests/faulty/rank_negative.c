// expect: invalid rank n=2
// says: Rank 0, MPI_Recv at {1}: rank 0 receives from rank -7, but the ranks of this communicator are 0 to 1. At the edge use MPI_PROC_NULL or % size.
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
    if (rank == 0)
        /* 1 */
        MPI_Recv(&value, 1, MPI_INT, -7, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
