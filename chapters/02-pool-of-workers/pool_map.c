/*
 * pool_map.c - Pool.map in C: one function, many inputs, results in order.
 *
 * The tasks are dealt out in advance, like cards: worker w computes tasks
 * w, w + P, w + 2P, ...  The results come home through one pipe.
 *
 * Run:  ./pool_map [WORKERS]
 *       ./pool_map WORKERS slow     task 0 takes ten times as long
 *       ./pool_map WORKERS abort    whoever has task 3 calls abort()
 * Try:  abort, with 1, 3 and 8 workers: how many results are missing?
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"
#include "darts.h"

enum { SEED = 42, BLOCK = 12500000, TASKS = 8, MAX_WORKERS = 64 };

// ANCHOR: task
/* The hits among the darts of block b. */
static int64_t
block_hits(int64_t b)
{
    return pi_hits(SEED, b * BLOCK, (b + 1) * BLOCK);
}
// ANCHOR_END: task

/* The same hits, but block 0 is ten times the work. */
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

// ANCHOR: worker
typedef int64_t task_function(int64_t);

struct result {
    uint64_t task;
    int64_t value;
};

/* The whole life of a worker: its tasks, in order, then the end. */
static _Noreturn void
work(int w, int workers, task_function *f, const int64_t *in, size_t n,
     int results)
{
    for (size_t i = (size_t)w; i < n; i += (size_t)workers) {
        struct result r = {i, f(in[i])};
        check(write(results, &r, sizeof r), "write");
    }
    _exit(EXIT_SUCCESS);
}
// ANCHOR_END: worker

/* Waits for one worker and returns the CPU time it used, in seconds. */
static double
cpu_of(pid_t worker)
{
    struct rusage use;
    check(wait4(worker, NULL, 0, &use), "wait4");
    return (double)use.ru_utime.tv_sec + (double)use.ru_stime.tv_sec +
           1e-6 * (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

// ANCHOR: map
/* out[i] = f(in[i]) for every i < n; cpu[w] = seconds worker w computed.
 * Stops the program if a worker dies. */
static void
map_dealt(int workers, task_function *f, const int64_t *in, size_t n,
          int64_t *out, double *cpu)
{
    int ends[2];
    pid_t pids[MAX_WORKERS];
    check(pipe(ends), "pipe");
    for (int w = 0; w < workers; w++) {
        pids[w] = check(fork(), "fork");
        if (pids[w] == 0)
            work(w, workers, f, in, n, ends[1]);
    }
    close(ends[1]);

    struct result r;
    size_t arrived = 0;
    while (check(read(ends[0], &r, sizeof r), "read") > 0) {
        out[r.task] = r.value;
        arrived++;
    }
    close(ends[0]);
    for (int w = 0; w < workers; w++)
        cpu[w] = cpu_of(pids[w]);
    if (arrived < n) {
        fprintf(stderr, "pool_map: %zu of %zu results are missing\n",
                n - arrived, n);
        exit(EXIT_FAILURE);
    }
}
// ANCHOR_END: map

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
        fprintf(stderr, "pool_map: 1 to %d workers\n", MAX_WORKERS);
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
