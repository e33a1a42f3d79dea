// expect: invalid argument n=2
// says: Rank 0, MPI_Comm_split at {1}: the colour is -7; a colour is 0 or more, or MPI_UNDEFINED for a rank that stays out.
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

    MPI_Comm half;
    MPI_Comm_split(comm, -7, rank, &half); /* 1 */
    MPI_Comm_free(&half);

    MPI_Finalize();
    return 0;
}
