/* pi_mpi.c - the question of a picture: 1000 darts. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int64_t hits = pi_mpi(1, 1000, MPI_COMM_WORLD);
    printf("rank %d: pi_mpi(1, 1000, MPI_COMM_WORLD) is %" PRId64 "\n",
           rank, hits);
    MPI_Finalize();
    return 0;
}
