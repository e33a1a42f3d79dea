// expect: unsafe send n=3
// says: This run ended only because its messages were buffered: MPI_Send of rank 0 ({1}) may wait until it is received, and then rank 0 stays in MPI_Send to rank 1 ({1}), rank 1 stays in MPI_Send to rank 2 ({1}), rank 2 stays in MPI_Send to rank 0 ({1}). Let one rank receive first, or use MPI_Sendrecv.
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

    int next = (rank + 1) % size, before = (rank + size - 1) % size;
    int out = rank, in;
    MPI_Send(&out, 1, MPI_INT, next, 0, comm); /* 1 */
    MPI_Recv(&in, 1, MPI_INT, before, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
