/* pi_until.c - the question of a picture: batches of 1000 darts. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank;
    int64_t trials = 0, hits = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int result = pi_until(0.02, 1, 1000, &trials, &hits, MPI_COMM_WORLD);
    printf("rank %d: returned %d after %" PRId64 " darts\n", rank, result,
           trials);
    MPI_Finalize();
    return 0;
}
