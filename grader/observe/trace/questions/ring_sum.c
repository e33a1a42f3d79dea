/* ring_sum.c - the question of a picture: the sum of the ranks' squares. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int64_t sum = ring_sum(rank * rank, MPI_COMM_WORLD);
    printf("rank %d of %d: ring_sum is %" PRId64 "\n", rank, size, sum);
    MPI_Finalize();
    return 0;
}
