// expect: message never received n=2
// says: Rank 0 sends a message with tag 0 to rank 1 by MPI_Send ({1}), and nobody ever receives it.
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
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
