// expect: invalid rank n=3
// says: Rank 2, MPI_Send at {1}: rank 2 sends to rank 3, but the ranks of this communicator are 0 to 2. At the edge use MPI_PROC_NULL or % size.
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
    if (rank == 2)
        MPI_Send(&value, 1, MPI_INT, rank + 1, 0, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
