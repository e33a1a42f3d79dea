/*
 * clinic_locks.c - a fault to find: every thread locks, and yet they race.
 *
 * Run:  ./clinic_locks
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

enum { THREADS = 2, ADDITIONS = 2 };

// ANCHOR: all
static long sum;

struct worker {
    pthread_t thread;
    pthread_mutex_t lock;
};

static void *
add(void *arg)
{
    struct worker *my = arg;
    for (int i = 0; i < ADDITIONS; i++) {
        check_thread(pthread_mutex_lock(&my->lock), "lock");
        sum++;
        check_thread(pthread_mutex_unlock(&my->lock), "unlock");
    }
    return NULL;
}
// ANCHOR_END: all

int
main(void)
{
    struct worker worker[THREADS];
    for (int t = 0; t < THREADS; t++) {
        check_thread(pthread_mutex_init(&worker[t].lock, NULL), "init");
        check_thread(
            pthread_create(&worker[t].thread, NULL, add, &worker[t]),
            "create");
    }
    for (int t = 0; t < THREADS; t++)
        check_thread(pthread_join(worker[t].thread, NULL), "join");
    printf("the sum is %ld\n", sum);
    return EXIT_SUCCESS;
}
