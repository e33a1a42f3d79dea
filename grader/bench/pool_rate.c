/*
 * pool_rate.c - tasks a second of the solution's pool_map with 2 workers.
 *
 * "tiny RATE"     one million tasks that add 1 to a number
 * "chunks RATE"   the same additions, a thousand in each task
 * "others SHARE"  one task is slow: the share of the remaining tasks that
 *                 was not done by the worker that has it
 *
 * Times include making and reaping the workers.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "contract.h"
#include "seconds.h"

enum { WORKERS = 2, TASKS = 1000000, CHUNK = 1000, UNEVEN = 2001 };

static int64_t
tiny(int64_t x)
{
    return x + 1;
}

/* Called through this, the compiler cannot add a thousand at once. */
static int64_t (*volatile task)(int64_t) = tiny;
static int64_t chunk_results[TASKS];

static int64_t
chunk(int64_t first)
{
    for (int64_t i = first; i < first + CHUNK; i++)
        chunk_results[i] = task(i);
    return chunk_results[first];
}

/* Task 0 takes 0.3 s, the others 20 us; the answer is who did it. */
static int64_t
one_slow(int64_t x)
{
    double length = x == 0 ? 0.3 : 20e-6;
    double start = seconds(CLOCK_MONOTONIC);
    while (seconds(CLOCK_MONOTONIC) - start < length)
        continue;
    return getpid();
}

/* Seconds of one pool_map. */
static double
timed(int64_t (*f)(int64_t), const int64_t *in, size_t n, int64_t *out)
{
    double start = seconds(CLOCK_MONOTONIC);
    if (pool_map(WORKERS, f, in, n, out) == -1) {
        fprintf(stderr, "pool_rate: pool_map failed\n");
        exit(EXIT_FAILURE);
    }
    return seconds(CLOCK_MONOTONIC) - start;
}

int
main(void)
{
    int64_t *in = check_alloc(malloc(TASKS * sizeof *in), "malloc");
    int64_t *out = check_alloc(malloc(TASKS * sizeof *out), "malloc");
    for (int i = 0; i < TASKS; i++)
        in[i] = i;
    printf("tiny %.0f\n", TASKS / timed(tiny, in, TASKS, out));

    for (int i = 0; i < TASKS / CHUNK; i++)
        in[i] = (int64_t)i * CHUNK;
    printf("chunks %.0f\n", TASKS / timed(chunk, in, TASKS / CHUNK, out));

    for (int i = 0; i < UNEVEN; i++)
        in[i] = i;
    timed(one_slow, in, UNEVEN, out);
    int others = 0;
    for (int i = 1; i < UNEVEN; i++)
        others += out[i] != out[0];
    printf("others %.4f\n", others / (UNEVEN - 1.0));
    free(in);
    free(out);
    return EXIT_SUCCESS;
}
