/*
 * exam.c - three tests of two generators, from a million samples each.
 *
 * Every line ends with a distance from what is expected, in standard
 * deviations: 19 of 20 fair samples lie between -2 and 2.
 *
 * Run:  ./exam [SEED]
 * Try:  other seeds.  Which lines move, and which one stays bad?
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"

enum { SAMPLES = 1000000, SIDE = 16 };

static uint64_t seed, drawn; /* drawn: numbers taken so far */
static uint32_t state;       /* RANDU's */

// ANCHOR: generators
/* IBM's RANDU; its 31 bits are shifted up to make 32. */
static uint32_t
randu(void)
{
    state = state * 65539 % 2147483648;
    return state * 2;
}

static uint32_t
darts(void)
{
    return (uint32_t)(par_u64(seed, drawn++) >> 32);
}
// ANCHOR_END: generators

static void
restart(void)
{
    drawn = 0;
    state = (uint32_t)(2 * seed + 1) % 2147483648; /* RANDU wants it odd */
}

/* Hits, in standard deviations from their expected number. */
static void
test_hits(uint32_t (*number)(void))
{
    const double p = 3.14159265358979323846 / 4, n = SAMPLES;
    int64_t hits = 0;
    restart();
    for (int k = 0; k < SAMPLES; k++) {
        uint64_t x = number(), y = number(), xx = x * x;
        hits += xx + y * y >= xx;
    }
    double far = ((double)hits - n * p) / sqrt(n * p * (1 - p));
    printf("  hits:    %7" PRId64 ", expected %.0f  %8.2f\n", hits, n * p,
           far);
}

/* Points in a square or cube of SIDE^dimensions cells. */
static void
test_cells(const char *name, uint32_t (*number)(void), int dimensions)
{
    static int count[SIDE * SIDE * SIDE];
    int cells = dimensions == 2 ? SIDE * SIDE : SIDE * SIDE * SIDE;
    for (int c = 0; c < cells; c++)
        count[c] = 0;
    restart();
    for (int k = 0; k < SAMPLES; k++) {
        int cell = 0;
        for (int d = 0; d < dimensions; d++)
            cell = cell * SIDE + (int)(number() >> 28); /* 0 to 15 */
        count[cell]++;
    }
    // ANCHOR: chi
    double expected = (double)SAMPLES / cells, chi = 0;
    for (int c = 0; c < cells; c++)
        chi += (count[c] - expected) * (count[c] - expected) / expected;
    double freedom = cells - 1;
    double far = (chi - freedom) / sqrt(2 * freedom);
    // ANCHOR_END: chi
    printf("  %s %7.0f, expected %6.0f  %8.2f\n", name, chi, freedom, far);
}

static void
examine(const char *name, uint32_t (*number)(void))
{
    printf("%s\n", name);
    test_hits(number);
    test_cells("pairs:  ", number, 2);
    test_cells("triples:", number, 3);
}

int
main(int argc, char **argv)
{
    char *end = "";
    seed = argc > 1 ? strtoull(argv[1], &end, 10) : 42;
    if (*end != '\0') {
        fprintf(stderr, "exam: a seed is a whole number\n");
        return EXIT_FAILURE;
    }
    examine("darts", darts);
    examine("RANDU", randu);
    return EXIT_SUCCESS;
}
