/*
 * claim2.c - bug clinic: "threads do not help at all".
 *
 * So that the claim is the same on every machine, the job is a quarter of a
 * second of processor time, shared evenly among the threads.
 *
 * Run:  ./claim2
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "check.h"
#include "seconds.h"

enum { THREADS = 4 };

/* Works until this thread has used *arg seconds of a processor. */
static void *
work(void *arg)
{
    const double *share = arg;
    while (seconds(CLOCK_THREAD_CPUTIME_ID) < *share)
        continue;
    return NULL;
}

// ANCHOR: claim
static double
time_threads(int p)
{
    pthread_t threads[THREADS];
    double share = 0.25 / p;
    clock_t start = clock();
    for (int w = 0; w < p; w++)
        check_thread(pthread_create(&threads[w], NULL, work, &share),
                     "pthread_create");
    for (int w = 0; w < p; w++)
        check_thread(pthread_join(threads[w], NULL), "pthread_join");
    return (double)(clock() - start) / CLOCKS_PER_SEC;
}
// ANCHOR_END: claim

int
main(void)
{
    double one = time_threads(1), four = time_threads(THREADS);
    printf("1 thread %.2f s, %d threads %.2f s: speed-up %.1f\n", one,
           THREADS, four, one / four);
    return EXIT_SUCCESS;
}
