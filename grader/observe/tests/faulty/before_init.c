// expect: call before MPI_Init n=2
// says: MPI_Comm_rank at {1} comes before MPI_Init. Call MPI_Init first.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank); /* 1 */
    MPI_Init(&argc, &argv);
    printf("rank %d\n", rank);
    MPI_Finalize();
    return 0;
}
