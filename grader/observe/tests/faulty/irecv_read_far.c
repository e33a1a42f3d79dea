// expect: buffer reused n=2
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int values[100] = {0}, copy[100] = {0};
    MPI_Request request;
    if (rank == 0) {
        // here
        MPI_Irecv(values, 100, MPI_INT, 1, 0, comm, &request);
        for (int i = 50; i < 100; i++)
            // here
            copy[i] = values[i];
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(values, 100, MPI_INT, 0, 0, comm);
    }
    printf("%d\n", copy[99]);

    MPI_Finalize();
    return 0;
}
