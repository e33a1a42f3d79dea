/*
 * scaling.c - the same darts on 1, 2, ... threads: how much faster?
 *
 * Run:  ./scaling [MOST_WORKERS [DARTS]]
 *       (`make scaling` is more: it asks processes and MPI ranks too.)
 * Try:  more workers than cores; 20000 darts; a busy machine.
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, MOST = 16, ROUNDS = 5 };

struct job {
    int64_t first, last, hits;
    double cpu; /* seconds of processor time */
};

static void *
work(void *arg)
{
    struct job *job = arg;
    job->hits = pi_hits(SEED, job->first, job->last);
    job->cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}

/* Seconds for the darts on p threads; *shares: all CPU time / longest. */
static double
time_threads(int64_t darts, int p, double *shares)
{
    pthread_t threads[MOST];
    struct job jobs[MOST];
    double all = 0, longest = 0, start = seconds(CLOCK_MONOTONIC);
    for (int w = 0; w < p; w++) {
        jobs[w].first = w * (darts / p);
        jobs[w].last = w == p - 1 ? darts : (w + 1) * (darts / p);
        check_thread(pthread_create(&threads[w], NULL, work, &jobs[w]),
                     "pthread_create");
    }
    for (int w = 0; w < p; w++)
        check_thread(pthread_join(threads[w], NULL), "pthread_join");
    double elapsed = seconds(CLOCK_MONOTONIC) - start;
    for (int w = 0; w < p; w++) {
        all += jobs[w].cpu;
        longest = jobs[w].cpu > longest ? jobs[w].cpu : longest;
    }
    *shares = all / longest;
    return elapsed;
}

int
main(int argc, char **argv)
{
    int most = argc > 1 ? atoi(argv[1]) : 2;
    int64_t darts = argc > 2 ? strtoll(argv[2], NULL, 10) : 40000000;
    if (most < 1 || most > MOST || darts < most) {
        fprintf(stderr, "scaling: 1 to %d workers, a dart for each\n", MOST);
        return EXIT_FAILURE;
    }
    // ANCHOR: rounds
    double best[MOST + 1], shares[MOST + 1];
    for (int round = 0; round < ROUNDS; round++)
        for (int p = 1; p <= most; p++) {
            double s, t = time_threads(darts, p, &s);
            if (round == 0 || t < best[p]) {
                best[p] = t;
                shares[p] = s;
            }
        }
    // ANCHOR_END: rounds
    printf("workers   seconds speed-up  efficiency  CPU all/longest\n");
    // ANCHOR: table
    for (int p = 1; p <= most; p++) {
        double speedup = best[1] / best[p];
        printf("%7d %9.6f %8.2f %10.0f%% %16.2f\n", p, best[p], speedup,
               100 * speedup / p, shares[p]);
    }
    // ANCHOR_END: table
    return EXIT_SUCCESS;
}
