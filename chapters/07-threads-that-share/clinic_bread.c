/*
 * clinic_bread.c - a fault to find: one loaf comes, and two are sold.
 *
 * Run:  ./clinic_bread
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

enum { CUSTOMERS = 2 };

// ANCHOR: all
struct shop {
    pthread_mutex_t lock; /* of the two numbers */
    pthread_cond_t came;
    sem_t all_in_line; /* posted by the last customer */
    int customers, loaves;
};

static void *
buy(void *arg)
{
    struct shop *shop = arg;
    pthread_mutex_lock(&shop->lock);
    if (++shop->customers == CUSTOMERS)
        sem_post(&shop->all_in_line);
    if (shop->loaves == 0)
        pthread_cond_wait(&shop->came, &shop->lock);
    shop->loaves--;
    pthread_mutex_unlock(&shop->lock);
    return NULL;
}

static void
bake_one(struct shop *shop)
{
    sem_wait(&shop->all_in_line);
    pthread_mutex_lock(&shop->lock);
    shop->loaves++;
    pthread_cond_broadcast(&shop->came);
    pthread_mutex_unlock(&shop->lock);
}
// ANCHOR_END: all

int
main(void)
{
    pthread_t thread[CUSTOMERS];
    struct shop shop = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
                        .loaves = 0};
    check(sem_init(&shop.all_in_line, 0, 0), "sem_init");
    for (int c = 0; c < CUSTOMERS; c++)
        check_thread(pthread_create(&thread[c], NULL, buy, &shop),
                     "create");
    bake_one(&shop);
    for (int c = 0; c < CUSTOMERS; c++)
        check_thread(pthread_join(thread[c], NULL), "join");
    printf("%d customers have bread, %d loaves are left\n", CUSTOMERS,
           shop.loaves);
    return shop.loaves < 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
