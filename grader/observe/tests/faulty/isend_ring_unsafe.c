// expect: unsafe send n=3
// says: This run ended only because its messages were buffered: MPI_Isend of rank 0 ({1}) may wait until it is received, and then rank 0 stays in MPI_Wait ({2}), rank 1 stays in MPI_Wait ({2}), rank 2 stays in MPI_Wait ({2}). Let one rank receive first, or use MPI_Sendrecv.
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
    int in;
    /* 1 */
    MPI_Isend(&rank, 1, MPI_INT, (rank + 1) % size, 0, comm, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE); /* 2 */
    MPI_Recv(&in, 1, MPI_INT, (rank + size - 1) % size, 0, comm,
             MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
