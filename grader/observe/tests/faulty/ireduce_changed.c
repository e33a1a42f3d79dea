// expect: buffer reused n=3
// says: Rank 0 writes into the buffer of MPI_Ireduce ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
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
    int values[100] = {rank}, sums[100];
    /* 1 */
    MPI_Ireduce(values, sums, 100, MPI_INT, MPI_SUM, 0, comm, &request);
    values[50] = 7; /* 2 */
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
