// expect: communicator mismatch n=2 mpich
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

    MPI_Comm copy;
    MPI_Comm_dup(comm, &copy);
    if (rank == 0)
        // here
        MPI_Barrier(comm);
    else
        // here
        MPI_Barrier(copy);
    MPI_Comm_free(&copy);

    MPI_Finalize();
    return 0;
}
