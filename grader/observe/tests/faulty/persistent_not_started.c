// expect: request never started n=2 mpich
// says: Rank 1 waits in MPI_Recv from rank 0 ({2}). Rank 0 has a request for it by MPI_Send_init ({1}), but no MPI_Start has started that. Call MPI_Start before the wait.
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
    if (rank == 0) {
        MPI_Send_init(&value, 1, MPI_INT, 1, 0, comm, &request); /* 1 */
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        MPI_Request_free(&request);
    } else {
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE); /* 2 */
    }

    MPI_Finalize();
    return 0;
}
