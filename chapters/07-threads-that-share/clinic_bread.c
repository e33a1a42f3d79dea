/*
 * clinic_bread.c - a fault to find: one loaf comes, and two are sold.
 *
 * Run:  ./clinic_bread
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

enum { CUSTOMERS = 2 };

// ANCHOR: all
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static pthread_cond_t in_line = PTHREAD_COND_INITIALIZER;
static int loaves, customers;

static void *
buy(void *unused)
{
    pthread_mutex_lock(&lock);
    customers++;
    pthread_cond_signal(&in_line);
    if (loaves == 0)
        pthread_cond_wait(&came, &lock);
    loaves--;
    pthread_mutex_unlock(&lock);
    return unused;
}

static void
bake_one(void)
{
    pthread_mutex_lock(&lock);
    while (customers < CUSTOMERS)
        pthread_cond_wait(&in_line, &lock);
    loaves++;
    pthread_cond_broadcast(&came);
    pthread_mutex_unlock(&lock);
}
// ANCHOR_END: all

int
main(void)
{
    pthread_t thread[CUSTOMERS];
    for (int c = 0; c < CUSTOMERS; c++)
        check_thread(pthread_create(&thread[c], NULL, buy, NULL), "create");
    bake_one();
    for (int c = 0; c < CUSTOMERS; c++)
        check_thread(pthread_join(thread[c], NULL), "join");
    printf("%d customers have bread, %d loaves are left\n", CUSTOMERS,
           loaves);
    return loaves < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
