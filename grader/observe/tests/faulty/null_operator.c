// expect: invalid operator n=2
// says: Rank 0, MPI_Allreduce at {1}: the operation is MPI_OP_NULL.
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

    int value = rank, sum;
    MPI_Allreduce(&value, &sum, 1, MPI_INT, MPI_OP_NULL, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
