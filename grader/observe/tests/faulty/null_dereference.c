// expect: crash n=2
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

    int *nowhere = getenv("NO_SUCH_VARIABLE") ? &rank : NULL;
    if (rank == 1)
        // here
        *nowhere = 3;
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
