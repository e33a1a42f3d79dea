// expect: call after MPI_Finalize n=1
// says: MPI_Barrier at {2} comes after MPI_Finalize ({1}): after it a rank may make no MPI call.
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

    MPI_Finalize();    /* 1 */
    MPI_Barrier(comm); /* 2 */
    return 0;

    MPI_Finalize();
    return 0;
}
