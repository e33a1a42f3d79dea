// expect: request leak n=2
// says: Rank 0 never freed the persistent request of MPI_Send_init ({1}). Call MPI_Request_free. Rank 1 never freed the persistent request of MPI_Recv_init ({2}). Call MPI_Request_free.
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
        MPI_Send_init(&value, 1, MPI_INT, 1, 0, comm, &request); /* 1 */
    else
        MPI_Recv_init(&value, 1, MPI_INT, 0, 0, comm, &request); /* 2 */
    MPI_Start(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
