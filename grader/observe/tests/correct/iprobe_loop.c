// correct n=3
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
        for (int k = 1, flag = 0; k < size; k++, flag = 0) {
            int value;
            MPI_Status status;
            while (!flag)
                MPI_Iprobe(MPI_ANY_SOURCE, 0, comm, &flag, &status);
            MPI_Recv(&value, 1, MPI_INT, status.MPI_SOURCE, 0, comm,
                     MPI_STATUS_IGNORE);
        }
    } else {
        MPI_Send(&rank, 1, MPI_INT, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
