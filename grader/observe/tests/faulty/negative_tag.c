// expect: invalid tag n=2
// says: Rank 0, MPI_Send at {1}: the tag is -5; tags are 0 to 2147483647.
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
    if (rank == 0)
        MPI_Send(&value, 1, MPI_INT, 1, -5, comm); /* 1 */

    MPI_Finalize();
    return 0;
}
