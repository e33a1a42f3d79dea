/*
 * pool_threads.c - Pool.map with threads: no pipe, no message.
 *
 * Run:  ./pool_threads [WORKERS]
 *       ./pool_threads WORKERS slow     task 0 takes ten times as long
 *       ./pool_threads WORKERS abort    whoever has task 3 calls abort()
 * Try:  abort, here and with pool_map: what is left of each pool?
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, BLOCK = 12500000, TASKS = 8, MAX_WORKERS = 64 };

static int64_t
block_hits(int64_t b)
{
    return pi_hits(SEED, b * BLOCK, (b + 1) * BLOCK);
}

static int64_t
one_slow_block(int64_t b)
{
    for (int again = 0; b == 0 && again < 9; again++)
        block_hits(b);
    return block_hits(b);
}

/* The same hits, but block 3 is the end of whoever works on it. */
static int64_t
deadly_block(int64_t b)
{
    if (b == 3)
        abort();
    return block_hits(b);
}

typedef int64_t task_function(int64_t);

// ANCHOR: worker
/* What one worker needs to know; it writes only its own out[i] and cpu. */
struct worker {
    size_t first, step, n;
    task_function *f;
    const int64_t *in;
    int64_t *out;
    double cpu; /* seconds it computed */
};

static void *
work(void *arg)
{
    struct worker *my = arg;
    for (size_t i = my->first; i < my->n; i += my->step)
        my->out[i] = my->f(my->in[i]);
    my->cpu = seconds(CLOCK_THREAD_CPUTIME_ID);
    return NULL;
}
// ANCHOR_END: worker

/* out[i] = f(in[i]) for every i < n; cpu[w] = seconds worker w computed. */
static void
map_dealt(int workers, task_function *f, const int64_t *in, size_t n,
          int64_t *out, double *cpu)
{
    struct worker pool[MAX_WORKERS];
    pthread_t threads[MAX_WORKERS];
    for (int w = 0; w < workers; w++) {
        pool[w] =
            (struct worker){(size_t)w, (size_t)workers, n, f, in, out, 0};
        check_thread(pthread_create(&threads[w], NULL, work, &pool[w]),
                     "pthread_create");
    }
    for (int w = 0; w < workers; w++) {
        check_thread(pthread_join(threads[w], NULL), "pthread_join");
        cpu[w] = pool[w].cpu;
    }
}

static task_function *
chosen(int argc, char **argv)
{
    if (argc < 3)
        return block_hits;
    return strcmp(argv[2], "abort") == 0 ? deadly_block : one_slow_block;
}

int
main(int argc, char **argv)
{
    int workers = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 2;
    if (workers < 1 || workers > MAX_WORKERS) {
        fprintf(stderr, "pool_threads: 1 to %d workers\n", MAX_WORKERS);
        return EXIT_FAILURE;
    }
    int64_t in[TASKS], out[TASKS], hits = 0;
    double cpu[MAX_WORKERS], all = 0, longest = 0;
    for (int i = 0; i < TASKS; i++)
        in[i] = i;

    map_dealt(workers, chosen(argc, argv), in, TASKS, out, cpu);

    for (int i = 0; i < TASKS; i++) {
        printf("task %d: %" PRId64 " hits\n", i, out[i]);
        hits += out[i];
    }
    for (int w = 0; w < workers; w++) {
        printf("worker %d: CPU time %.6f s\n", w, cpu[w]);
        all += cpu[w];
        longest = cpu[w] > longest ? cpu[w] : longest;
    }
    printf("%" PRId64 " hits, CPU time all/longest: %.2f\n", hits,
           all / longest);
    return EXIT_SUCCESS;
}
