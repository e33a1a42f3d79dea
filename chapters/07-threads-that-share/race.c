/*
 * race.c - two threads add to one variable, and the sum is nearly always
 * right.
 *
 * Run:  ./race [ADDITIONS]     each thread makes so many, 100 if not given
 * Try:  ./race 1000000; then take `volatile` away and see which of the two
 *       numbers changes.  The race is there every time.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

enum { REPEATS = 50 };

static long additions = 100;

// ANCHOR: add
static volatile long sum; /* volatile: really one step after the other */

static void *
add(void *unused)
{
    for (long i = 0; i < additions; i++)
        sum++;
    return unused;
}
// ANCHOR_END: add

static int
right_sums(void)
{
    int right = 0;
    for (int r = 0; r < REPEATS; r++) {
        pthread_t a, b;
        sum = 0;
        check_thread(pthread_create(&a, NULL, add, NULL), "create");
        check_thread(pthread_create(&b, NULL, add, NULL), "create");
        check_thread(pthread_join(a, NULL), "join");
        check_thread(pthread_join(b, NULL), "join");
        right += sum == 2 * additions;
    }
    return right;
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        additions = strtol(argv[1], NULL, 10);
    if (additions < 1) {
        fprintf(stderr, "race: how many additions for each thread?\n");
        return EXIT_FAILURE;
    }
    printf("%d of %d sums are right\n", right_sums(), REPEATS);
    return EXIT_SUCCESS;
}
