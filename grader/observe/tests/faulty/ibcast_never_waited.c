// expect: request never completed n=3
// says: Rank 0 never completed the request of MPI_Ibcast ({1}). Call MPI_Wait or MPI_Waitall for it.
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
    MPI_Ibcast(&value, 1, MPI_INT, 0, comm, &request); /* 1 */

    MPI_Finalize();
    return 0;
}
