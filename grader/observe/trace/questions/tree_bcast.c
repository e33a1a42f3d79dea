/* tree_bcast.c - the question of a picture: rank 1 (or 0) has a number for
 * all. */
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
    int root = size > 1, value = rank == root ? 42 : -1;
    int result = tree_bcast(&value, 1, MPI_INT, root, MPI_COMM_WORLD);
    printf("rank %d: tree_bcast returned %d, the value is %d\n", rank,
           result, value);
    MPI_Finalize();
    return 0;
}
