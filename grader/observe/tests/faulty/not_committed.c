// expect: invalid datatype n=2
// says: Rank 0, MPI_Send at {1}: the datatype has not been committed. Call MPI_Type_commit before you use it.
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

    MPI_Datatype pair;
    int values[2] = {0};
    MPI_Type_contiguous(2, MPI_INT, &pair);
    if (rank == 0)
        MPI_Send(values, 1, pair, 1, 0, comm); /* 1 */
    else
        MPI_Recv(values, 2, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Type_free(&pair);

    MPI_Finalize();
    return 0;
}
