// expect: request freed while active n=2
// says: Rank 1 frees the request of MPI_Irecv ({1}) at {2} while it is active: nothing can tell any more when the message has come. Wait for it instead.
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
    if (rank == 0) {
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm);
    } else {
        MPI_Request request;
        MPI_Irecv(&value, 1, MPI_INT, 0, 0, comm, &request); /* 1 */
        MPI_Request_free(&request);                          /* 2 */
    }
    MPI_Barrier(comm);

    MPI_Finalize();
    return 0;
}
