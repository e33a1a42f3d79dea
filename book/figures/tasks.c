/*
 * tasks.c - what the tasks of chapter 2's pools take, on a core of their
 * own.
 *
 * Run:  ./tasks > tasks.csv
 *
 * The tasks are those of pool_map.c: eight blocks of darts, and with `slow`
 * the first is ten times the work.  The seconds are processor time, each
 * the best of five: whatever disturbs a task only makes it longer.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "darts.h"
#include "seconds.h"

enum { SEED = 42, BLOCK = 12500000, TASKS = 8, RUNS = 5 };

static double
best_of(int task, int times)
{
    double best = 0;
    for (int run = 0; run < RUNS; run++) {
        double start = seconds(CLOCK_THREAD_CPUTIME_ID);
        int64_t hits = 0;
        for (int i = 0; i < times; i++)
            hits += pi_hits(SEED, (int64_t)task * BLOCK,
                            (int64_t)(task + 1) * BLOCK);
        double took = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
        if (hits == 0)
            exit(EXIT_FAILURE); /* so that the darts are thrown */
        if (run == 0 || took < best)
            best = took;
    }
    return best;
}

int
main(void)
{
    printf("task,equal,slow\n");
    for (int task = 0; task < TASKS; task++) {
        double equal = best_of(task, 1);
        double slow = task == 0 ? best_of(task, 10) : equal;
        printf("%d,%.6f,%.6f\n", task, equal, slow);
    }
    return EXIT_SUCCESS;
}
