/*
 * streams.c - three ways to give every worker its own random numbers.
 *
 * The workers run one after the other here.  None reads what another one
 * wrote, so side by side they would print the same numbers.
 *
 * Run:  ./streams [WORKERS]      1,000,000 must divide by WORKERS
 * Try:  1, 2, 5 and 8 workers: the shares change, the sums do not.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"

enum { SEED = 42, DARTS = 1000000 }; /* the seed of the third way */

// ANCHOR: power
/* One step multiplies by STEP, so n steps multiply by STEP to the n-th,
 * modulo 2^64: the bits of n say which of its squares that takes. */
static const uint64_t START = UINT64_C(0x9E3779B97F4A7C15), /* odd */
    STEP = UINT64_C(6364136223846793005);

static uint64_t
power(uint64_t step, uint64_t n)
{
    uint64_t all = 1;
    for (; n > 0; n /= 2) {
        if (n % 2 == 1)
            all *= step;
        step *= step;
    }
    return all;
}
// ANCHOR_END: power

// ANCHOR: walk
/* Hits among n darts: dart `first`, and then every `stride`-th one.  Dart k
 * takes the numbers 2k and 2k + 1, their upper halves. */
static int64_t
walk(int64_t first, int64_t stride, int64_t n)
{
    uint64_t number = START * power(STEP, 2 * (uint64_t)first);
    uint64_t on = power(STEP, 2 * (uint64_t)stride);
    int64_t hits = 0;
    for (int64_t k = 0; k < n; k++) {
        uint64_t x = number >> 32, y = number * STEP >> 32;
        uint64_t xx = x * x;
        hits += xx + y * y >= xx;
        number *= on;
    }
    return hits;
}
// ANCHOR_END: walk

// ANCHOR: ways
static int64_t
leapfrog(int w, int workers)
{
    return walk(w, workers, DARTS / workers);
}

static int64_t
block(int w, int workers)
{
    int64_t share = DARTS / workers;
    return walk(w * share, 1, share);
}

static int64_t
counter_based(int w, int workers)
{
    int64_t share = DARTS / workers;
    return pi_hits(SEED, w * share, (w + 1) * share);
}
// ANCHOR_END: ways

static void
run(const char *name, int64_t (*way)(int w, int workers), int workers)
{
    int64_t sum = 0;
    printf("%s", name);
    for (int w = 0; w < workers; w++) {
        int64_t hits = way(w, workers);
        printf(" %" PRId64, hits);
        sum += hits;
    }
    printf("  sum %" PRId64 "\n", sum);
}

int
main(int argc, char **argv)
{
    int workers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4;
    if (workers < 1 || DARTS % workers != 0) {
        fprintf(stderr, "streams: %d darts do not divide by that\n", DARTS);
        return EXIT_FAILURE;
    }
    run("leapfrog:     ", leapfrog, workers);
    run("blocks:       ", block, workers);
    run("counter-based:", counter_based, workers);
    return EXIT_SUCCESS;
}
