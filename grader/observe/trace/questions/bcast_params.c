/* bcast_params.c - the question of a picture: rank 0 knows, all must. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
    int rank;
    struct params p = {0};
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        p = (struct params){100, 0.5, "darts", 1};
    int result = bcast_params(&p, 0, MPI_COMM_WORLD);
    printf("rank %d: returned %d, n is %" PRId64 "\n", rank, result, p.n);
    MPI_Finalize();
    return 0;
}
