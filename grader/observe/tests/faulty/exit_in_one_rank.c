// expect: missing MPI_Finalize n=2
// says: Rank 1 ended without MPI_Finalize; its last MPI call was MPI_Barrier ({1}). Every rank must call MPI_Finalize before it ends, or MPI_Abort to end them all.
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

    MPI_Barrier(comm); /* 1 */
    if (rank == 1)
        exit(1);

    MPI_Finalize();
    return 0;
}
