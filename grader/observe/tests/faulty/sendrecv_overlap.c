// expect: overlapping buffers n=2
// says: Rank 0, MPI_Sendrecv at {1}: the send and the receive buffer overlap. Use two buffers, or MPI_Sendrecv_replace.
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

    int values[10] = {0}, other = 1 - rank;
    /* 1 */
    MPI_Sendrecv(values, 6, MPI_INT, other, 0, values + 4, 6, MPI_INT,
                 other, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
