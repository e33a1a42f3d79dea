// expect: overlapping buffers n=2
// says: Rank 0, MPI_Allreduce at {1}: the same buffer is given to send and to receive. Use MPI_IN_PLACE.
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

    int all[4] = {rank};
    MPI_Allreduce(all, all, 4, MPI_INT, MPI_SUM, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
