// expect: buffer reused n=2
// says: Rank 0 frees the buffer of MPI_Isend ({1}) at {2}, before that call is complete. Free it after MPI_Wait.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    int *values = calloc(1000, sizeof *values);
    MPI_Request request;
    if (rank == 0) {
        MPI_Isend(values, 1000, MPI_INT, 1, 0, comm, &request); /* 1 */
        free(values);                                           /* 2 */
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Recv(values, 1000, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
        free(values);
    }

    MPI_Finalize();
    return 0;
}
