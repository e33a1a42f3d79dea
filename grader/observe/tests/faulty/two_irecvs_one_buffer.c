// expect: overlapping buffers n=2
// says: Rank 0, MPI_Irecv at {2}: its buffer overlaps that of MPI_Irecv ({1}), which is not complete. Give each its own memory, or wait first.
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

    int in[15], out[10] = {0}, other = 1 - rank;
    MPI_Request requests[2];
    MPI_Irecv(in, 10, MPI_INT, other, 0, comm, &requests[0]);     /* 1 */
    MPI_Irecv(in + 5, 10, MPI_INT, other, 1, comm, &requests[1]); /* 2 */
    MPI_Send(out, 10, MPI_INT, other, 0, comm);
    MPI_Send(out, 10, MPI_INT, other, 1, comm);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);

    MPI_Finalize();
    return 0;
}
