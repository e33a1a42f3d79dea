// expect: request never started n=2
// says: Rank 0 waits in MPI_Wait ({2}) for the persistent request of MPI_Recv_init ({1}), which no MPI_Start has started: nothing is sent or received.
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

    int in;
    MPI_Request request;
    MPI_Recv_init(&in, 1, MPI_INT, 1 - rank, 0, comm, &request); /* 1 */
    MPI_Wait(&request, MPI_STATUS_IGNORE);                       /* 2 */
    MPI_Request_free(&request);

    MPI_Finalize();
    return 0;
}
