// expect: tag mismatch n=3
// says: Rank 0 waits in MPI_Recv from rank 2 with tag 1 ({1}) for a message with tag 1. Rank 2 did send it one, with tag 3 ({2}). Use the same tag on both sides.
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
    if (rank == 0)
        MPI_Recv(&value, 1, MPI_INT, 2, 1, comm, MPI_STATUS_IGNORE); /* 1 */
    else if (rank == 2)
        MPI_Send(&value, 1, MPI_INT, 0, 3, comm); /* 2 */

    MPI_Finalize();
    return 0;
}
