// expect: request never completed n=2
// says: Rank 0 never completed the request of MPI_Irecv ({1}). Call MPI_Wait or MPI_Waitall for it.
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

    MPI_Request requests[2];
    int a = rank, b = rank;
    if (rank == 0) {
        MPI_Irecv(&a, 1, MPI_INT, 1, 0, comm, &requests[0]);
        MPI_Irecv(&b, 1, MPI_INT, 1, 1, comm, &requests[1]); /* 1 */
        MPI_Waitall(1, requests, MPI_STATUSES_IGNORE);
    } else {
        MPI_Send(&a, 1, MPI_INT, 0, 0, comm);
        MPI_Send(&b, 1, MPI_INT, 0, 1, comm);
    }

    MPI_Finalize();
    return 0;
}
