// expect: deadlock n=3
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

    int value = rank;
    if (rank == 2) {
        // here
        MPI_Finalize();
        return 0;
    }
    // here
    MPI_Barrier(comm);
    (void)value;

    MPI_Finalize();
    return 0;
}
