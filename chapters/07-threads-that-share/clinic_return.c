/*
 * clinic_return.c - a fault to find: after one refusal nobody gets in.
 *
 * Run:  ./clinic_return
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

// ANCHOR: all
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long money = 50;

static bool
withdraw(long amount)
{
    pthread_mutex_lock(&lock);
    if (amount > money)
        return false;
    money -= amount;
    pthread_mutex_unlock(&lock);
    return true;
}
// ANCHOR_END: all

static void *
spend(void *amount)
{
    bool paid = withdraw(*(long *)amount);
    printf("%ld: %s\n", *(long *)amount, paid ? "paid" : "refused");
    return NULL;
}

int
main(void)
{
    long amounts[] = {20, 100, 10};
    setvbuf(stdout, NULL, _IOLBF, 0);
    for (int i = 0; i < 3; i++) {
        pthread_t thread;
        check_thread(pthread_create(&thread, NULL, spend, &amounts[i]),
                     "create");
        check_thread(pthread_join(thread, NULL), "join");
    }
    printf("%ld are left\n", money);
    return EXIT_SUCCESS;
}
