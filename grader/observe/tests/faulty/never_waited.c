// expect: request never completed n=2
// says: Rank 0 never completed the request of MPI_Isend ({1}). Call MPI_Wait or MPI_Waitall for it.
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

    MPI_Request request;
    int value = rank;
    if (rank == 0)
        MPI_Isend(&value, 1, MPI_INT, 1, 0, comm, &request); /* 1 */
    else
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
