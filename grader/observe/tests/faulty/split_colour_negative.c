// expect: invalid argument n=2
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

    MPI_Comm half;
    // here
    MPI_Comm_split(comm, -7, rank, &half);
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
