/*
 * rng_bug.c - four workers, one generator copied by fork.
 *
 * Run:  ./rng_bug [WORKERS]
 * Try:  2 workers, then 8.  Then move srand48 into `work`, give it the
 *       worker's number, and run again.
 */
#define _XOPEN_SOURCE 700
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"

enum { MAX_WORKERS = 64, DARTS_EACH = 250000 };

struct report {
    int64_t worker, hits;
};

// ANCHOR: throw
/* Throws `darts` darts with the C library's generator. */
static int64_t
throw_darts(int64_t darts)
{
    int64_t hits = 0;
    for (int64_t k = 0; k < darts; k++) {
        double x = drand48(), y = drand48();
        hits += x * x + y * y < 1.0;
    }
    return hits;
}
// ANCHOR_END: throw

// ANCHOR: pool
static _Noreturn void
work(int worker, int out)
{
    struct report r = {worker, throw_darts(DARTS_EACH)};
    check(write(out, &r, sizeof r), "write");
    _exit(EXIT_SUCCESS);
}

static void
run_pool(int workers, int64_t *hits)
{
    int ends[2];
    check(pipe(ends), "pipe");
    for (int w = 0; w < workers; w++)
        if (check(fork(), "fork") == 0)
            work(w, ends[1]);
    close(ends[1]);
    struct report r;
    while (check(read(ends[0], &r, sizeof r), "read") > 0)
        hits[r.worker] = r.hits;
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
}
// ANCHOR_END: pool

int
main(int argc, char **argv)
{
    int workers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 4;
    if (workers < 1 || workers > MAX_WORKERS) {
        fprintf(stderr, "rng_bug: 1 to %d workers\n", MAX_WORKERS);
        return EXIT_FAILURE;
    }
    srand48(42);
    for (int pool = 1; pool <= 2; pool++) {
        int64_t hits[MAX_WORKERS] = {0}, sum = 0;
        run_pool(workers, hits);
        printf("pool %d:", pool);
        for (int w = 0; w < workers; w++) {
            printf(" %" PRId64, hits[w]);
            sum += hits[w];
        }
        double darts = (double)workers * DARTS_EACH;
        printf("  pi is about %f\n", 4.0 * (double)sum / darts);
    }
    return EXIT_SUCCESS;
}
