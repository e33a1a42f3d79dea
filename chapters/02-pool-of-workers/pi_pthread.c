/*
 * pi_pthread.c - threads throw the darts, each into its own array element.
 *
 * Run:  ./pi_pthread [DARTS [WORKERS]]     DARTS must divide by WORKERS
 * Try:  the same numbers with ./pi_fork: compare hits and times.
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, MAX_WORKERS = 64 };

// ANCHOR: work
struct job {
    int64_t first, last; /* in: which darts */
    int64_t hits;        /* out */
    double cpu;          /* out: seconds of processor time */
};

static void *
work(void *arg)
{
    struct job *job = arg;
    job->hits = pi_hits(SEED, job->first, job->last);
    job->cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}
// ANCHOR_END: work

// ANCHOR: pool
static void
run_pool(int64_t darts, int workers, struct job *jobs)
{
    pthread_t threads[MAX_WORKERS];
    int64_t share = darts / workers;
    for (int w = 0; w < workers; w++) {
        jobs[w].first = w * share;
        jobs[w].last = (w + 1) * share;
        check_thread(pthread_create(&threads[w], NULL, work, &jobs[w]),
                     "pthread_create");
    }
    for (int w = 0; w < workers; w++)
        check_thread(pthread_join(threads[w], NULL), "pthread_join");
}
// ANCHOR_END: pool

int
main(int argc, char **argv)
{
    int64_t darts = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
    int workers = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 4;
    if (darts < 1 || workers < 1 || workers > MAX_WORKERS ||
        darts % workers != 0) {
        fprintf(stderr,
                "pi_pthread: 1 to %d workers, and a number of darts that "
                "they can share equally\n",
                MAX_WORKERS);
        return EXIT_FAILURE;
    }
    struct job jobs[MAX_WORKERS];
    double start = seconds(CLOCK_MONOTONIC);
    run_pool(darts, workers, jobs);
    double elapsed = seconds(CLOCK_MONOTONIC) - start;

    int64_t hits = 0;
    double all = 0, longest = 0;
    for (int w = 0; w < workers; w++) {
        printf("worker %d: %" PRId64 " hits, CPU time %.6f s\n", w,
               jobs[w].hits, jobs[w].cpu);
        hits += jobs[w].hits;
        all += jobs[w].cpu;
        longest = jobs[w].cpu > longest ? jobs[w].cpu : longest;
    }
    printf("%" PRId64 " hits of %" PRId64 " darts: pi is about %f\n", hits,
           darts, 4.0 * (double)hits / (double)darts);
    printf("time: %.6f s, CPU time all/longest: %.2f\n", elapsed,
           all / longest);
    return EXIT_SUCCESS;
}
