/*
 * bank.c - two accounts, a lock each, and the order in which they are
 * taken.
 *
 * Run:  ./bank          transfers both ways; locks in the order of accounts
 *       ./bank cross    each transfer locks its own side first: hangs
 * Try:  transfer from an account to itself.  What must change?
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

// ANCHOR: account
static struct account {
    pthread_mutex_t lock; /* of money */
    long money;
} accounts[] = {{PTHREAD_MUTEX_INITIALIZER, 100},
                {PTHREAD_MUTEX_INITIALIZER, 100}};

static void between_the_locks(void);
static bool cross;

static void
transfer(int from, int to, long money)
{
    int first = from < to || cross ? from : to;
    int second = first == from ? to : from;
    pthread_mutex_lock(&accounts[first].lock);
    between_the_locks();
    pthread_mutex_lock(&accounts[second].lock);
    accounts[from].money -= money;
    accounts[to].money += money;
    pthread_mutex_unlock(&accounts[second].lock);
    pthread_mutex_unlock(&accounts[first].lock);
}
// ANCHOR_END: account

// ANCHOR: meet
/* With `cross`, both threads have their first lock before either asks for
 * its second: what bad luck would do, every time. */
static sem_t has_first[2];
static _Thread_local int me;

static void
between_the_locks(void)
{
    if (!cross)
        return;
    check(sem_post(&has_first[me]), "post");
    check(sem_wait(&has_first[1 - me]), "wait");
}
// ANCHOR_END: meet

static void *
pay(void *number)
{
    me = *(int *)number;
    for (int i = 0; i < 10; i++)
        transfer(me, 1 - me, me == 0 ? 5 : 3);
    return NULL;
}

int
main(int argc, char **argv)
{
    pthread_t threads[2];
    int number[2] = {0, 1};
    (void)argv;
    cross = argc > 1;
    for (int t = 0; t < 2; t++)
        check(sem_init(&has_first[t], 0, 0), "semaphore");
    for (int t = 0; t < 2; t++)
        check_thread(pthread_create(&threads[t], NULL, pay, &number[t]),
                     "create");
    for (int t = 0; t < 2; t++)
        check_thread(pthread_join(threads[t], NULL), "join");
    printf("account 0: %ld, account 1: %ld, together %ld\n",
           accounts[0].money, accounts[1].money,
           accounts[0].money + accounts[1].money);
    return EXIT_SUCCESS;
}
