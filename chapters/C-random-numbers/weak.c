/*
 * weak.c - what two old generators show of their insides.
 *
 * Run:  ./weak seeds     the first numbers of neighbouring seeds
 *       ./weak bits      the low bits of a linear generator
 * Try:  let `seeds` begin at seed 1000000.  Are its first numbers better?
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "darts.h"

enum { SEEDS = 1000 };

// ANCHOR: minimal
/* The "minimal standard" of Park and Miller; *x is all its state. */
static uint32_t
minimal(uint32_t *x)
{
    return *x = (uint32_t)(UINT64_C(16807) * *x % 2147483647);
}
// ANCHOR_END: minimal

/* Each of 1,000 workers throws one dart: its first. */
static void
seeds(void)
{
    int64_t hits = 0, right = 0;
    printf("         minimal standard   the darts\n");
    for (uint32_t seed = 1; seed <= SEEDS; seed++) {
        uint32_t state = seed;
        double x = minimal(&state) / 2147483647.0;
        double y = minimal(&state) / 2147483647.0;
        hits += x * x + y * y < 1.0;
        right += pi_hits(seed, 0, 1);
        uint64_t z = par_u64(seed, 0);
        if (seed <= 4)
            printf("seed %" PRIu32 ":  %.4f  %.4f     %.4f  %.4f\n", seed,
                   x, y, (double)(z >> 32) * 0x1p-32,
                   (double)(z & 0xFFFFFFFF) * 0x1p-32);
    }
    printf("%d workers, a dart each: pi is about %.3f and %.3f\n", SEEDS,
           4.0 * (double)hits / SEEDS, 4.0 * (double)right / SEEDS);
}

// ANCHOR: example
/* The example of the C standard, section 7.22.2. */
static uint32_t next = 1;

static unsigned
example_rand(void)
{
    next = next * 1103515245 + 12345;
    return next / 65536 % 32768;
}
// ANCHOR_END: example

static void
bits(void)
{
    printf("its rand:");
    for (int i = 0; i < 3; i++)
        printf(" %u", example_rand());
    printf("\n        the standard's example    the darts\n");
    for (int bit = 0; bit < 4; bit++) {
        printf("bit %d:  ", bit);
        for (int i = 0; i < 24; i++) {
            example_rand();
            printf("%" PRIu32, next >> bit & 1);
        }
        printf("  ");
        for (uint64_t i = 0; i < 24; i++)
            printf("%" PRIu64, par_u64(1, i) >> bit & 1);
        printf("\n");
    }
}

int
main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    if (strcmp(what, "seeds") == 0) {
        seeds();
    } else if (strcmp(what, "bits") == 0) {
        bits();
    } else {
        fprintf(stderr, "weak: say seeds or bits\n");
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}
