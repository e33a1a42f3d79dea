/*
 * unit.c - from random bits to a double from 0 up to, but without, 1.
 *
 * Run:  ./unit          what the largest random number becomes
 *       ./unit sums     a million doubles, added up by 1 to 8 workers
 * Try:  (z >> 40) * 0x1p-24f, a float with 24 bits.  Is it below 1?
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "darts.h"

enum { SEED = 42, DARTS = 1000000 };

// ANCHOR: unit
/* The upper 53 of 64 random bits, as a multiple of 2^-53. */
static double
unit(uint64_t z)
{
    return (double)(z >> 11) * 0x1p-53;
}
// ANCHOR_END: unit

static void
show(const char *way, double u)
{
    printf("%-20s %.16f  face %d\n", way, u, 1 + (int)(6 * u));
}

static void
largest(void)
{
    uint64_t z = UINT64_MAX;
    int r = RAND_MAX;
    show("r / RAND_MAX", (double)r / RAND_MAX);
    show("r / (RAND_MAX + 1.0)", r / (RAND_MAX + 1.0));
    show("z / 2^64", (double)z / 0x1p64);
    show("float of 53 bits", (float)(z >> 11) * 0x1p-53f);
    show("unit(z)", unit(z));
}

static void
sums(void)
{
    for (int workers = 1; workers <= 8; workers *= 2) {
        int64_t share = DARTS / workers, hits = 0;
        double sum = 0;
        // ANCHOR: sums
        for (int w = 0; w < workers; w++) {
            double mine = 0;
            for (int64_t k = w * share; k < (w + 1) * share; k++)
                mine += unit(par_u64(SEED, (uint64_t)k));
            sum += mine;
            hits += pi_hits(SEED, w * share, (w + 1) * share);
        }
        // ANCHOR_END: sums
        printf("%d workers: sum %.10f, hits %" PRId64 "\n", workers, sum,
               hits);
    }
}

int
main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "sums") != 0) {
        fprintf(stderr, "unit: say nothing, or sums\n");
        return EXIT_FAILURE;
    }
    if (argc > 1)
        sums();
    else
        largest();
    return EXIT_SUCCESS;
}
