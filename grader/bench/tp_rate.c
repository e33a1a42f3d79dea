/*
 * tp_rate.c - tasks a second that the solution's tp_for hands out to two
 * threads, beside OpenMP's schedule(dynamic) with as many.
 *
 * "tp RATE"       ten million calls of a function that does next to nothing
 * "openmp RATE"   the same calls, dealt out one at a time by OpenMP
 *
 * Both keep their threads from the loop before.
 */
#define _POSIX_C_SOURCE 200809L
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include "contract.h"
#include "seconds.h"

enum { THREADS = 2, TASKS = 10000000 };

static int64_t made[TASKS / 1000];

/* Writes now and then, so that it cannot be left out. */
static void
tiny(void *ctx, int64_t i)
{
    if (i % 1000 == 0)
        ((int64_t *)ctx)[i / 1000]++;
}

/* Called through this, neither side sees what it calls. */
static void (*volatile task)(void *, int64_t) = tiny;

static double
with_pool(struct tp *p)
{
    double start = seconds(CLOCK_MONOTONIC);
    if (tp_for(p, TASKS, task, made) == -1) {
        fprintf(stderr, "tp_rate: tp_for failed\n");
        exit(EXIT_FAILURE);
    }
    return seconds(CLOCK_MONOTONIC) - start;
}

static double
with_openmp(void)
{
    void (*f)(void *, int64_t) = task;
    double start = seconds(CLOCK_MONOTONIC);
#pragma omp parallel for schedule(dynamic) num_threads(THREADS)
    for (int64_t i = 0; i < TASKS; i++)
        f(made, i);
    return seconds(CLOCK_MONOTONIC) - start;
}

int
main(void)
{
    struct tp *p = check_alloc(tp_new(THREADS), "tp_new");
    with_pool(p); /* everything is there before it is timed */
    with_openmp();
    printf("tp %.0f\n", TASKS / with_pool(p));
    printf("openmp %.0f\n", TASKS / with_openmp());
    tp_free(p);
    for (int k = 0; k < TASKS / 1000; k++)
        if (made[k] != 4) {
            fprintf(stderr, "tp_rate: a task was lost\n");
            return EXIT_FAILURE;
        }
    return EXIT_SUCCESS;
}
