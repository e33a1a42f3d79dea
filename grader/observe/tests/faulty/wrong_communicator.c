// expect: communicator mismatch n=2
// says: Rank 0 waits in MPI_Recv from rank 1 ({1}). Rank 1 did send it such a message, but on another communicator ({2}). Use the same communicator on both sides.
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

    MPI_Comm twin;
    int value = rank;
    MPI_Comm_dup(comm, &twin);
    if (rank == 0)
        MPI_Recv(&value, 1, MPI_INT, 1, 0, comm, MPI_STATUS_IGNORE); /* 1 */
    else
        MPI_Send(&value, 1, MPI_INT, 0, 0, twin); /* 2 */
    MPI_Comm_free(&twin);

    MPI_Finalize();
    return 0;
}
