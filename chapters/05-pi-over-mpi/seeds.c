/*
 * seeds.c - seed + rank: two ranks throw the same darts.
 *
 * Each rank seeds the C library's generator with its own rank and throws
 * a million darts.  Compare the ranks, then compare 1 rank with 2 ranks.
 *
 *     mpirun -n 4 ./seeds
 *
 * Try: srandom(rank + 1): ranks 0 and 1 part; the sum still depends on
 * the number of ranks.
 */
#define _DEFAULT_SOURCE

#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { DARTS = 1000000 };

// ANCHOR: throw
static int
throw_darts(unsigned seed)
{
    srandom(seed);
    int hits = 0;
    for (int k = 0; k < DARTS; k++) {
        double x = (double)random() / RAND_MAX;
        double y = (double)random() / RAND_MAX;
        hits += x * x + y * y < 1.0;
    }
    return hits;
}
// ANCHOR_END: throw

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    // ANCHOR: seeds
    int mine = throw_darts((unsigned)rank);
    printf("rank %d: %d hits\n", rank, mine);

    int total = 0;
    MPI_Reduce(&mine, &total, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("pi is about %.6f\n", 4.0 * total / DARTS / size);
    // ANCHOR_END: seeds
    MPI_Finalize();
    return EXIT_SUCCESS;
}
