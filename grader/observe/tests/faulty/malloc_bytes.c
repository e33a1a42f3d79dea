// expect: buffer too small n=2
// says: Rank 1, MPI_Recv at {2}: the buffer has room for 100 bytes, but the call asks for 400. It was allocated at {1} with 100 bytes: a count is in elements, malloc counts bytes.
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

    int count = 100;
    int *values = malloc(100); /* 1 */
    if (rank == 0) {
        memset(values, 0, 100);
        MPI_Send(values, 25, MPI_INT, 1, 0, comm);
    } else {
        /* 2 */
        MPI_Recv(values, count, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    }
    free(values);

    MPI_Finalize();
    return 0;
}
