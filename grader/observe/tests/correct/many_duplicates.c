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

    for (int i = 0; i < 50; i++) {
        MPI_Comm twin;
        MPI_Comm_dup(comm, &twin);
        MPI_Barrier(twin);
        MPI_Comm_free(&twin);
    }

    MPI_Finalize();
    return 0;
}
