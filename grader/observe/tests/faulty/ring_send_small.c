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

    int next = (rank + 1) % size, before = (rank + size - 1) % size;
    int out = rank, in;
    // here
    MPI_Send(&out, 1, MPI_INT, next, 0, comm);
    MPI_Recv(&in, 1, MPI_INT, before, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
