/* argmin.c - the question of a picture: the smallest of -rank. */
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
    double smallest = 1;
    int64_t id = -1;
    int result = argmin(-rank, 100 + rank, &smallest, &id, MPI_COMM_WORLD);
    printf("rank %d of %d: argmin returned %d: %g of %" PRId64 "\n", rank,
           size, result, smallest, id);
    MPI_Finalize();
    return 0;
}
