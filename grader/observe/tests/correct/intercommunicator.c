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

    MPI_Comm half, across, merged;
    int in;
    MPI_Comm_split(comm, rank / 2, rank, &half);
    MPI_Intercomm_create(half, 0, comm, rank < 2 ? 2 : 0, 1, &across);
    if (rank < 2)
        MPI_Send(&rank, 1, MPI_INT, rank, 0, across);
    else
        MPI_Recv(&in, 1, MPI_INT, rank - 2, 0, across, MPI_STATUS_IGNORE);
    MPI_Intercomm_merge(across, rank < 2, &merged);
    MPI_Barrier(merged);
    MPI_Comm_free(&merged);
    MPI_Comm_free(&across);
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
