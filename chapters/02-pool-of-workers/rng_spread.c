/*
 * rng_spread.c - what the copied generator costs: the spread tells.
 *
 * Estimates pi 200 times, each time with 10,000 darts dealt to P workers
 * that all inherit one generator, and compares mean and spread with theory.
 *
 * Run:  ./rng_spread
 * Try:  another SEED.  Which column moves, and by how much?
 */
#define _XOPEN_SOURCE 700
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "check.h"
#include "darts.h"

enum { REPETITIONS = 200, DARTS = 10000, SEED = 7 };

static int64_t
throw_darts(int64_t darts)
{
    int64_t hits = 0;
    for (int64_t k = 0; k < darts; k++) {
        double x = drand48(), y = drand48();
        hits += x * x + y * y < 1.0;
    }
    return hits;
}

/* One estimate of pi; the workers copy the generator as it stands. */
static double
estimate(int workers)
{
    int ends[2];
    check(pipe(ends), "pipe");
    for (int w = 0; w < workers; w++)
        if (check(fork(), "fork") == 0) {
            int64_t hits = throw_darts(DARTS / workers);
            check(write(ends[1], &hits, sizeof hits), "write");
            _exit(EXIT_SUCCESS);
        }
    close(ends[1]);
    int64_t hits, sum = 0;
    while (check(read(ends[0], &hits, sizeof hits), "read") > 0)
        sum += hits;
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return 4.0 * (double)sum / DARTS;
}

int
main(void)
{
    const double p = 3.14159265358979323846 / 4; /* chance of a hit */
    printf("%d estimates of pi from %d darts each\n", REPETITIONS, DARTS);
    printf("                          theory if darts are\n");
    printf("workers    mean  spread  different    copies\n");
    for (int workers = 1; workers <= 8; workers *= 2) {
        double sum = 0, squares = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            srand48((long)par_u64(SEED, (uint64_t)i)); /* a fresh start */
            double pi = estimate(workers);
            sum += pi;
            squares += pi * pi;
        }
        double mean = sum / REPETITIONS;
        double spread = sqrt(squares / REPETITIONS - mean * mean);
        double theory = 4 * sqrt(p * (1 - p) / DARTS);
        printf("%7d  %.4f  %.4f     %.4f    %.4f\n", workers, mean, spread,
               theory, theory * sqrt(workers));
    }
    return EXIT_SUCCESS;
}
