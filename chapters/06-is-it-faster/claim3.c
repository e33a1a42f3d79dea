/*
 * claim3.c - bug clinic: "a thousand million squares in no time".
 *
 * The clock is that of the processor, so that a busy machine claims the
 * same.
 *
 * Run:  ./claim3
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include "seconds.h"

// ANCHOR: claim
static uint64_t
sum_of_squares(uint64_t n)
{
    uint64_t sum = 0;
    for (uint64_t i = 1; i <= n; i++)
        sum += (i * i) ^ (i >> 3);
    return sum;
}

static double
time_squares(uint64_t n)
{
    double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    sum_of_squares(n);
    return seconds(CLOCK_THREAD_CPUTIME_ID) - start;
}
// ANCHOR_END: claim

int
main(void)
{
    const uint64_t n = 1000000000;
    printf("%" PRIu64 " squares in %.3f s\n", n, time_squares(n));
    return EXIT_SUCCESS;
}
