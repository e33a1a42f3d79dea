// expect: source mismatch n=3
// says: Rank 0 waits in MPI_Recv from rank 2 ({1}), but the message that came is from rank 1 ({2}). Name the rank that sends.
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
        MPI_Recv(&value, 1, MPI_INT, 2, 0, comm, MPI_STATUS_IGNORE); /* 1 */
    else if (rank == 1)
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm); /* 2 */

    MPI_Finalize();
    return 0;
}
