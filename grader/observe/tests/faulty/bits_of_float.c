// expect: invalid operator n=2
// says: Rank 0, MPI_Allreduce at {1}: MPI_BAND is not for MPI_FLOAT: it is for whole numbers.
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

    float x = 1, y = 0;
    MPI_Allreduce(&x, &y, 1, MPI_FLOAT, MPI_BAND, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
