// expect: deadlock n=3
// says: Rank 1 waits for ever: it is in MPI_Recv from rank 0 ({2}), but rank 0 is in MPI_Finalize ({3}). Rank 2 is in MPI_Recv from rank 0 ({2}). Rank 0 called MPI_Bcast ({1}): what that sends comes to those who call MPI_Bcast too, not to MPI_Recv.
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
        MPI_Bcast(&value, 1, MPI_INT, 0, comm); /* 1 */
    else
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE); /* 2 */

    MPI_Finalize(); /* 3 */
    return 0;
}
