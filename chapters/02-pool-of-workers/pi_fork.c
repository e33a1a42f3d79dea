/*
 * pi_fork.c - processes throw the darts, a pipe brings the hits home.
 *
 * Run:  ./pi_fork [DARTS [WORKERS]]     DARTS must divide by WORKERS
 * Try:  1, 2, 4, 5 and 8 workers: the sum stays.  What changes?
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, MAX_WORKERS = 64 };

// ANCHOR: work
struct report {
    int64_t worker, hits;
    double cpu; /* seconds of processor time */
};

/* The whole life of worker w: throw, report, end. */
static _Noreturn void
work(int w, int64_t share, int out)
{
    struct report r = {.worker = w};
    r.hits = pi_hits(SEED, w * share, (w + 1) * share);
    r.cpu = seconds(CLOCK_THREAD_CPUTIME_ID); /* our only thread */
    check(write(out, &r, sizeof r), "write");
    _exit(EXIT_SUCCESS);
}
// ANCHOR_END: work

/* Fills in reports[0] to reports[workers - 1]. */
static void
run_pool(int64_t darts, int workers, struct report *reports)
{
    struct report r;
    int ends[2], arrived = 0;
    check(pipe(ends), "pipe");
    for (int w = 0; w < workers; w++)
        if (check(fork(), "fork") == 0)
            work(w, darts / workers, ends[1]);
    close(ends[1]);
    while (check(read(ends[0], &r, sizeof r), "read") > 0) {
        reports[r.worker] = r;
        arrived++;
    }
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    if (arrived < workers) {
        fprintf(stderr, "pi_fork: a worker died without a report\n");
        exit(EXIT_FAILURE);
    }
}

int
main(int argc, char **argv)
{
    int64_t darts = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
    int workers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 4;
    if (darts < 1 || workers < 1 || workers > MAX_WORKERS ||
        darts % workers != 0) {
        fprintf(stderr,
                "pi_fork: 1 to %d workers, and a number of darts that "
                "they can share equally\n",
                MAX_WORKERS);
        return EXIT_FAILURE;
    }
    struct report r[MAX_WORKERS];
    double start = seconds(CLOCK_MONOTONIC);
    run_pool(darts, workers, r);
    double elapsed = seconds(CLOCK_MONOTONIC) - start;

    int64_t hits = 0;
    double all = 0, longest = 0;
    for (int w = 0; w < workers; w++) {
        printf("worker %d: %" PRId64 " hits, CPU time %.6f s\n", w,
               r[w].hits, r[w].cpu);
        hits += r[w].hits;
        all += r[w].cpu;
        longest = r[w].cpu > longest ? r[w].cpu : longest;
    }
    printf("%" PRId64 " hits of %" PRId64 " darts: pi is about %f\n", hits,
           darts, 4.0 * (double)hits / (double)darts);
    printf("time: %.6f s, CPU time all/longest: %.2f\n", elapsed,
           all / longest);
    return EXIT_SUCCESS;
}
