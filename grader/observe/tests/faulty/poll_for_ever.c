// expect: deadlock n=2
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

    MPI_Request request;
    int value = rank, flag = 0;
    if (rank == 0) {
        // here
        MPI_Irecv(&value, 1, MPI_INT, 1, 0, comm, &request);
        while (!flag)
            // here
            MPI_Test(&request, &flag, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
