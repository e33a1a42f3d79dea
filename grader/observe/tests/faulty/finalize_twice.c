// expect: call after MPI_Finalize n=1
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

    MPI_Finalize();
    // here
    MPI_Barrier(comm);
    return 0;

    MPI_Finalize();
    return 0;
}
