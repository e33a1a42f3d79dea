// expect: invalid rank n=4
// says: Rank 2, MPI_Send at {1}: rank 0 of this communicator sends to rank 3, but the ranks of this communicator are 0 to 1. A number that a rank has in another communicator does not count here.
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

    MPI_Comm half;
    int value = rank;
    MPI_Comm_split(comm, rank / 2, rank, &half);
    if (rank == 2)
        MPI_Send(&value, 1, MPI_INT, 3, 0, half); /* 1 */
    else if (rank == 3)
        MPI_Recv(&value, 1, MPI_INT, 0, 0, half, MPI_STATUS_IGNORE);
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
