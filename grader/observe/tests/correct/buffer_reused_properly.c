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
    MPI_Request request;
    for (int i = 0; i < 20; i++) {
        if (rank == 0) {
            value = i;
            MPI_Isend(&value, 1, MPI_INT, 1, 0, comm, &request);
        } else {
            MPI_Irecv(&value, 1, MPI_INT, 0, 0, comm, &request);
        }
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
