/*
 * darts_rate.c - darts a second on one core: pi_hits, and the same loop
 * with the mixing of the random numbers taken out.
 *
 *     darts_rate rate [DARTS]     "ours RATE" and "bare RATE"
 *     darts_rate cpu DARTS        "serial SECONDS" of CPU time, one worker
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "darts.h"
#include "seconds.h"

enum { SEED = 42 };

/* Made by bench.mk from darts.c. */
int64_t bare_hits(uint64_t seed, int64_t first, int64_t last);

typedef int64_t hits_function(uint64_t, int64_t, int64_t);

/* CPU seconds of one call. */
static double
cpu_of(hits_function *f, int64_t darts)
{
    double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    int64_t hits = f(SEED, 0, darts);
    double used = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
    if (hits < 1 || hits > darts) { /* and so the call is needed */
        fprintf(stderr, "darts_rate: %" PRId64 " hits?\n", hits);
        exit(EXIT_FAILURE);
    }
    return used;
}

int
main(int argc, char **argv)
{
    int64_t darts = argc > 2 ? strtoll(argv[2], NULL, 10) : 200000000;
    cpu_of(pi_hits, 1000000); /* wakes a core that has slowed down */
    if (argc > 1 && strcmp(argv[1], "cpu") == 0) {
        printf("serial %.6f\n", cpu_of(pi_hits, darts));
        return EXIT_SUCCESS;
    }
    printf("ours %.0f\n", (double)darts / cpu_of(pi_hits, darts));
    printf("bare %.0f\n", (double)darts / cpu_of(bare_hits, darts));
    return EXIT_SUCCESS;
}
