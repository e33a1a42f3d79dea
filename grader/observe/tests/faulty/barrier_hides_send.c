// expect: unsafe send n=2
// says: This run ended only because its messages were buffered: MPI_Send of rank 0 ({1}) may wait until it is received, and then rank 0 stays in MPI_Send to rank 1 ({1}), rank 1 stays in MPI_Barrier ({2}). Let one rank receive first, or use MPI_Sendrecv.
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
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm); /* 1 */
        MPI_Barrier(comm);
    } else {
        MPI_Barrier(comm); /* 2 */
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
