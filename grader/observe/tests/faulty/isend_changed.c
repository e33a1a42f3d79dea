// expect: buffer reused n=2
// says: Rank 0 writes into the buffer of MPI_Isend ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
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
        MPI_Isend(&value, 1, MPI_INT, 1, 0, comm, &request); /* 1 */
        value = 99;                                          /* 2 */
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
