/* sparse_exchange.c - the question of a picture: each rank gives a value to
 * the next, rank 0 another. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int to[2] = {(rank + 1) % size, size - 1}, n = -1;
    int64_t values[2] = {10 * rank, 10 * rank + 1}, *got = NULL;
    int result = sparse_exchange(to, values, rank == 0 ? 2 : 1, &got, &n,
                                 MPI_COMM_WORLD);
    printf("rank %d: sparse_exchange returned %d, got %d values\n", rank,
           result, n);
    free(got);
    MPI_Finalize();
    return 0;
}
