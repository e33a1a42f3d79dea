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

    int value = rank;
    MPI_Comm_set_errhandler(comm, MPI_ERRORS_RETURN);
    if (MPI_Send(&value, 1, MPI_INT, size, 0, comm) == MPI_SUCCESS)
        return 1;
    if (MPI_Bcast(&value, -1, MPI_INT, 0, comm) == MPI_SUCCESS)
        return 1;

    MPI_Finalize();
    return 0;
}
