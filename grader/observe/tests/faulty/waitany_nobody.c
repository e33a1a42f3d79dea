// expect: deadlock n=3
// says: Rank 0 waits for ever: it is in MPI_Waitany ({2}) for its MPI_Irecv from rank 1 ({1}), but rank 1 is in MPI_Finalize ({3}); rank 2 is in MPI_Finalize ({3}).
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
    int values[2], which;
    if (rank == 0) {
        MPI_Irecv(&values[0], 1, MPI_INT, 1, 0, comm, &requests[0]); /* 1 */
        MPI_Irecv(&values[1], 1, MPI_INT, 2, 0, comm, &requests[1]);
        MPI_Waitany(2, requests, &which, MPI_STATUS_IGNORE); /* 2 */
    }

    MPI_Finalize(); /* 3 */
    return 0;
}
