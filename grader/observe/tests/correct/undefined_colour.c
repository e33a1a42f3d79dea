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

    MPI_Comm some;
    MPI_Comm_split(comm, rank == 0 ? MPI_UNDEFINED : 1, rank, &some);
    if (some != MPI_COMM_NULL) {
        MPI_Barrier(some);
        MPI_Comm_free(&some);
    }

    MPI_Finalize();
    return 0;
}
