// expect: invalid rank n=4
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
        // here
        MPI_Send(&value, 1, MPI_INT, 3, 0, half);
    else if (rank == 3)
        MPI_Recv(&value, 1, MPI_INT, 0, 0, half, MPI_STATUS_IGNORE);
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
