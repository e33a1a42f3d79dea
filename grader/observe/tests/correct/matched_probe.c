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

    MPI_Message message;
    MPI_Status status;
    int value = rank, flag = 0;
    MPI_Request request;
    if (rank == 0) {
        MPI_Mprobe(1, 0, comm, &message, &status);
        MPI_Mrecv(&value, 1, MPI_INT, &message, MPI_STATUS_IGNORE);
        while (!flag)
            MPI_Improbe(1, 1, comm, &flag, &message, &status);
        MPI_Imrecv(&value, 1, MPI_INT, &message, &request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm);
        MPI_Send(&value, 1, MPI_INT, 0, 1, comm);
    }

    MPI_Finalize();
    return 0;
}
