// expect: unsafe send n=3
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
    int in;
    // here
    MPI_Isend(&rank, 1, MPI_INT, (rank + 1) % size, 0, comm, &request);
    // here
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Recv(&in, 1, MPI_INT, (rank + size - 1) % size, 0, comm,
             MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
