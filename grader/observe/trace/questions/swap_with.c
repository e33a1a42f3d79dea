/* swap_with.c - the question of a picture: each rank swaps 1000 doubles
 * with its pair. */
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
    static double mine[1000], theirs[1000];
    int partner = rank % 2 == 0 ? rank + 1 : rank - 1;
    mine[0] = rank;
    if (partner >= size)
        partner = MPI_PROC_NULL;
    int result = swap_with(mine, theirs, 1000, partner, MPI_COMM_WORLD);
    printf("rank %d: swap_with returned %d, got %g\n", rank, result,
           theirs[0]);
    MPI_Finalize();
    return 0;
}
