/*
 * seed_rank.c - a tempting cure: worker w seeds its generator with w.
 *
 * The workers run one after the other here; srandom fixes what each of them
 * throws, so running them side by side would print the same numbers.
 *
 * Run:  ./seed_rank [WORKERS]
 * Try:  1, 2 and 4 workers: one million darts each time, three answers.
 */
#define _XOPEN_SOURCE 700
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { DARTS = 1000000 };

static int64_t
throw_darts(int64_t darts)
{
    int64_t hits = 0;
    for (int64_t k = 0; k < darts; k++) {
        double x = (double)random() / 2147483648.0; /* 2^31 */
        double y = (double)random() / 2147483648.0;
        hits += x * x + y * y < 1.0;
    }
    return hits;
}

int
main(int argc, char **argv)
{
    int workers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4;
    if (workers < 1 || DARTS % workers != 0) {
        fprintf(stderr, "seed_rank: %d darts do not divide by that\n",
                DARTS);
        return EXIT_FAILURE;
    }
    int64_t sum = 0;
    // ANCHOR: seeds
    for (int w = 0; w < workers; w++) {
        srandom((unsigned)w);
        int64_t hits = throw_darts(DARTS / workers);
        printf("worker %d: %" PRId64 " hits\n", w, hits);
        sum += hits;
    }
    // ANCHOR_END: seeds
    printf("pi is about %f\n", 4.0 * (double)sum / DARTS);
    return EXIT_SUCCESS;
}
