// expect: unsafe order n=2
// says: This run ended only because a collective call did not wait for all ranks; it may, and then rank 0 stays in MPI_Bcast ({1}), rank 1 stays in MPI_Recv from rank 0 ({2}). Put the calls into the same order on all ranks.
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
        MPI_Bcast(&value, 1, MPI_INT, 0, comm); /* 1 */
        MPI_Send(&value, 1, MPI_INT, 1, 0, comm);
    } else {
        MPI_Recv(&value, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE); /* 2 */
        MPI_Bcast(&value, 1, MPI_INT, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
