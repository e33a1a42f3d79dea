/*
 * pool.c - threads that take the next block of darts when they are free.
 *
 * Run:  ./pool [THREADS]         8 blocks of darts
 *       ./pool THREADS slow      block 0 is ten times as long
 * Try:  compare the last number with that of ./pool_threads 2 slow.
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, BLOCK = 12500000, BLOCKS = 8, MOST = 64 };

static int64_t hits[BLOCKS];
static int slow = 1; /* how often block 0 is thrown */

// ANCHOR: work
static atomic_int next_block;

static void *
work(void *cpu)
{
    for (int b; (b = atomic_fetch_add(&next_block, 1)) < BLOCKS;)
        for (int again = 0; again < (b == 0 ? slow : 1); again++)
            hits[b] =
                pi_hits(SEED, (int64_t)b * BLOCK, (int64_t)(b + 1) * BLOCK);
    *(double *)cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}
// ANCHOR_END: work

int
main(int argc, char **argv)
{
    int threads = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2;
    if (threads < 1 || threads > MOST) {
        fprintf(stderr, "pool: 1 to %d threads\n", MOST);
        return EXIT_FAILURE;
    }
    slow = argc > 2 ? 10 : 1;
    pthread_t thread[MOST];
    double cpu[MOST], all = 0, longest = 0;
    for (int t = 0; t < threads; t++)
        check_thread(pthread_create(&thread[t], NULL, work, &cpu[t]),
                     "create");
    int64_t sum = 0;
    for (int t = 0; t < threads; t++) {
        check_thread(pthread_join(thread[t], NULL), "join");
        all += cpu[t];
        longest = cpu[t] > longest ? cpu[t] : longest;
    }
    for (int b = 0; b < BLOCKS; b++)
        sum += hits[b];
    printf("%" PRId64 " hits, CPU time all/longest: %.2f\n", sum,
           all / longest);
    return EXIT_SUCCESS;
}
