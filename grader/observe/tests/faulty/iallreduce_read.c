// expect: buffer reused n=2
// says: Rank 0 reads the buffer of MPI_Iallreduce ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
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

    int values[4] = {0}, sums[4] = {0};
    MPI_Request request;
    /* 1 */
    MPI_Iallreduce(values, sums, 4, MPI_INT, MPI_SUM, comm, &request);
    printf("%d\n", sums[3]); /* 2 */
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
