/*
 * counter.c - one sum in three ways that are right, and what they cost.
 *
 * Run:  ./counter [ADDITIONS]     two threads make so many each
 * Try:  one thread instead of two: what does a lock cost that nobody else
 *       wants?
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "seconds.h"

enum { THREADS = 2 };

static long additions = 1000000;

// ANCHOR: ways
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long guarded; /* only with the lock */
static atomic_long shared;

static void *
with_lock(void *unused)
{
    for (long i = 0; i < additions; i++) {
        check_thread(pthread_mutex_lock(&lock), "lock");
        guarded++;
        check_thread(pthread_mutex_unlock(&lock), "unlock");
    }
    return unused;
}

static void *
with_atomic(void *unused)
{
    for (long i = 0; i < additions; i++)
        atomic_fetch_add(&shared, 1);
    return unused;
}

static void *
on_its_own(void *unused)
{
    volatile long mine = 0; /* nobody else can see it */
    for (long i = 0; i < additions; i++)
        mine++;
    atomic_fetch_add(&shared, mine);
    return unused;
}
// ANCHOR_END: ways

static void
run(const char *name, void *(*way)(void *))
{
    pthread_t threads[THREADS];
    guarded = 0;
    atomic_store(&shared, 0);
    double start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int t = 0; t < THREADS; t++)
        check_thread(pthread_create(&threads[t], NULL, way, NULL),
                     "create");
    for (int t = 0; t < THREADS; t++)
        check_thread(pthread_join(threads[t], NULL), "join");
    double used = seconds(CLOCK_PROCESS_CPUTIME_ID) - start;
    printf("%-18s sum %ld, %.1f ns of processor time an addition\n", name,
           guarded + atomic_load(&shared),
           1e9 * used / (double)(THREADS * additions));
}

int
main(int argc, char **argv)
{
    if (argc > 1)
        additions = strtol(argv[1], NULL, 10);
    if (additions < 1) {
        fprintf(stderr, "counter: how many additions for each thread?\n");
        return EXIT_FAILURE;
    }
    run("a lock for each:", with_lock);
    run("an atomic for each:", with_atomic);
    run("once at the end:", on_its_own);
    return EXIT_SUCCESS;
}
