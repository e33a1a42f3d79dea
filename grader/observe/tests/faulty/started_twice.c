// expect: request still active n=2
// says: Rank 0 starts a request at {2} that is still active: it was started at {1} and has not been completed. Wait for it first.
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
        MPI_Recv_init(&value, 1, MPI_INT, 1, 0, comm, &request);
        MPI_Start(&request); /* 1 */
        MPI_Start(&request); /* 2 */
        MPI_Barrier(comm);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
        MPI_Request_free(&request);
    } else {
        MPI_Barrier(comm); /* so that the message finds the receive */
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
