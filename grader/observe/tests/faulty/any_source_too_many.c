// expect: deadlock n=3
// says: Rank 0 waits for ever: it is in MPI_Recv from any rank ({1}), but rank 1 is in MPI_Finalize ({2}); rank 2 is in MPI_Finalize ({2}).
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
        for (int i = 0; i < size; i++)
            MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, /* 1 */
                     MPI_STATUS_IGNORE);
    else
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm);

    MPI_Finalize(); /* 2 */
    return 0;
}
