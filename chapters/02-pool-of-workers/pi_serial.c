/*
 * pi_serial.c - one worker throws all the darts.
 *
 * Run:  ./pi_serial [DARTS]
 * Try:  10, 1000, 100000, 10000000 darts.  How many digits of pi hold?
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"
#include "seconds.h"

enum { SEED = 42 };

int
main(int argc, char **argv)
{
    int64_t darts = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
    if (darts < 1) {
        fprintf(stderr, "pi_serial: throw at least one dart\n");
        return EXIT_FAILURE;
    }
    // ANCHOR: main
    double start = seconds(CLOCK_MONOTONIC);
    int64_t hits = pi_hits(SEED, 0, darts);
    double elapsed = seconds(CLOCK_MONOTONIC) - start;
    // ANCHOR_END: main
    printf("%" PRId64 " hits of %" PRId64 " darts: pi is about %f\n", hits,
           darts, 4.0 * (double)hits / (double)darts);
    printf("time: %.6f s\n", elapsed);
    return EXIT_SUCCESS;
}
