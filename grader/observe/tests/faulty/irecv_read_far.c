// expect: buffer reused n=2
// says: Rank 0 reads the buffer of MPI_Irecv ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
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

    int values[100] = {0}, copy[100] = {0};
    MPI_Request request;
    if (rank == 0) {
        MPI_Irecv(values, 100, MPI_INT, 1, 0, comm, &request); /* 1 */
        for (int i = 50; i < 100; i++)
            copy[i] = values[i]; /* 2 */
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    } else {
        MPI_Send(values, 100, MPI_INT, 0, 0, comm);
    }
    printf("%d\n", copy[99]);

    MPI_Finalize();
    return 0;
}
