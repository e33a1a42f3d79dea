/* halo.c - the question of a picture: one exchange on a ring, 4 cells a
 * rank. */
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
    double u[6] = {-1, rank, rank, rank, rank, -1};
    MPI_Request request[4];
    int began = halo_start(u, 4, 1, MPI_COMM_WORLD, request);
    int ended = halo_finish(u, 4, request);
    printf("rank %d of %d: %d %d, ghosts %g and %g\n", rank, size, began,
           ended, u[0], u[5]);
    MPI_Finalize();
    return 0;
}
