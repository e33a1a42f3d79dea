// expect: overlapping buffers n=2
// says: Rank 0, MPI_Bcast at {2}: its buffer overlaps that of MPI_Irecv ({1}), which is not complete. Give each its own memory, or wait first.
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

    int values[10] = {0};
    MPI_Request request;
    MPI_Irecv(values, 10, MPI_INT, 1 - rank, 0, comm, &request); /* 1 */
    MPI_Bcast(values, 10, MPI_INT, 0, comm);                     /* 2 */
    int out[10] = {0};
    MPI_Send(out, 10, MPI_INT, 1 - rank, 0, comm);
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
