// correct n=2
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

    int a = 1, b = 2;
    MPI_Status status;
    if (rank == 0) {
        MPI_Recv(&a, 1, MPI_INT, 1, MPI_ANY_TAG, comm, &status);
        MPI_Recv(&b, 1, MPI_INT, MPI_ANY_SOURCE, 4, comm, &status);
    } else {
        MPI_Send(&a, 1, MPI_INT, 0, 8, comm);
        MPI_Send(&b, 1, MPI_INT, 0, 4, comm);
    }

    MPI_Finalize();
    return 0;
}
