// expect: invalid operator n=2
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

    float x = 1, y = 0;
    // here
    MPI_Allreduce(&x, &y, 1, MPI_FLOAT, MPI_BAND, comm);

    MPI_Finalize();
    return 0;
}
