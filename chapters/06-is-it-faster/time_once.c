/*
 * time_once.c - the same job, timed again and again: it never takes as
 * long.
 *
 * Run:  ./time_once [RUNS [DARTS]]
 * Try:  start something else beside it, a film or a build.  Which of the
 *       four numbers move?
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, MOST = 1000 };

static int
by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

// ANCHOR: time
static double
time_once(int64_t darts, int64_t *hits)
{
    double start = seconds(CLOCK_MONOTONIC);
    *hits = pi_hits(SEED, 0, darts);
    return seconds(CLOCK_MONOTONIC) - start;
}
// ANCHOR_END: time

int
main(int argc, char **argv)
{
    int runs = argc > 1 ? atoi(argv[1]) : 20;
    int64_t darts = argc > 2 ? strtoll(argv[2], NULL, 10) : 20000000;
    if (runs < 1 || runs > MOST || darts < 1) {
        fprintf(stderr, "time_once: 1 to %d runs of at least 1 dart\n",
                MOST);
        return EXIT_FAILURE;
    }
    // ANCHOR: runs
    double t[MOST];
    int64_t hits = 0;
    for (int i = 0; i < runs; i++)
        t[i] = time_once(darts, &hits);
    printf("%d runs of %" PRId64 " darts, %" PRId64 " hits\n", runs, darts,
           hits);
    printf("first     %.4f s\n", t[0]);
    qsort(t, (size_t)runs, sizeof *t, by_size);
    printf("shortest  %.4f s\n", t[0]);
    printf("median    %.4f s\n", t[runs / 2]);
    printf("longest   %.4f s, %.2f times the shortest\n", t[runs - 1],
           t[runs - 1] / t[0]);
    // ANCHOR_END: runs
    return EXIT_SUCCESS;
}
