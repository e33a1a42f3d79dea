/* farm.c - the question of a picture: 6 squares. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

static int64_t
square(int64_t x)
{
    return x * x;
}

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int64_t results[6] = {0};
    int result =
        farm(6, square, rank == 0 ? results : NULL, MPI_COMM_WORLD);
    printf("rank %d of %d: farm returned %d\n", rank, size, result);
    for (int i = 0; rank == 0 && i < 6; i++)
        printf("square of %d is %" PRId64 "\n", i, results[i]);
    MPI_Finalize();
    return 0;
}
