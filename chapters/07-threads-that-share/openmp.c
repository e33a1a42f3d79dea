/*
 * openmp.c - the pool and the sum of this chapter in one line of OpenMP.
 *
 * Run:  OMP_NUM_THREADS=4 ./openmp
 * Try:  take `reduction(+ : sum)` away.  What does the sum become?
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"

enum { SEED = 42, BLOCK = 1000, BLOCKS = 1000 };

int
main(void)
{
    // ANCHOR: loop
    int64_t sum = 0;
#pragma omp parallel for schedule(dynamic) reduction(+ : sum)
    for (int b = 0; b < BLOCKS; b++)
        sum += pi_hits(SEED, (int64_t)b * BLOCK, (int64_t)(b + 1) * BLOCK);
    // ANCHOR_END: loop
    printf("%" PRId64 " hits\n", sum);
    return EXIT_SUCCESS;
}
