/*
 * root_n.c - a hundred times more darts, one more digit.
 *
 * Run:  ./root_n [SEED]
 * Try:  100,000,000 darts in the last row.  Guess the error first.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"

enum { ESTIMATES = 100 };

int
main(int argc, char **argv)
{
    const double pi = 3.14159265358979323846, p = pi / 4;
    char *end = "";
    uint64_t seed = argc > 1 ? strtoull(argv[1], &end, 10) : 42;
    if (*end != '\0') {
        fprintf(stderr, "root_n: a seed is a whole number\n");
        return EXIT_FAILURE;
    }
    printf("  darts  typical error   theory\n");
    for (int64_t n = 100; n <= 1000000; n *= 100) {
        // ANCHOR: error
        double squares = 0;
        for (uint64_t e = 0; e < ESTIMATES; e++) {
            int64_t hits = pi_hits(par_u64(seed, e), 0, n);
            double error = 4.0 * (double)hits / (double)n - pi;
            squares += error * error;
        }
        double typical = sqrt(squares / ESTIMATES);
        // ANCHOR_END: error
        printf("%7" PRId64 "       %.5f  %.5f\n", n, typical,
               4 * sqrt(p * (1 - p) / (double)n));
    }
    return EXIT_SUCCESS;
}
