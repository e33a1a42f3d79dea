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

    if (rank == 0) {
        MPI_Status status;
        int n;
        MPI_Probe(MPI_ANY_SOURCE, MPI_ANY_TAG, comm, &status);
        MPI_Get_count(&status, MPI_INT, &n);
        int *values = malloc((size_t)n * sizeof *values);
        MPI_Recv(values, n, MPI_INT, status.MPI_SOURCE, status.MPI_TAG,
                 comm, MPI_STATUS_IGNORE);
        free(values);
    } else {
        int values[7] = {0};
        MPI_Send(values, 7, MPI_INT, 0, 9, comm);
    }

    MPI_Finalize();
    return 0;
}
