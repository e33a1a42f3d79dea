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

    MPI_Comm half;
    int sum, n, other;
    MPI_Comm_split(comm, rank % 2, -rank, &half);
    MPI_Comm_size(half, &n);
    MPI_Comm_rank(half, &other);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, half);
    if (other == 0)
        MPI_Send(&sum, 1, MPI_INT, 1, 0, half);
    else
        MPI_Recv(&sum, 1, MPI_INT, 0, 0, half, MPI_STATUS_IGNORE);
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
