/*
 * queue.c - a mailbox: a queue for one number, and the wake-up that is
 * lost.
 *
 * Run:  ./queue         three numbers go through the mailbox
 *       ./queue lost    the signal comes before the wait: hangs
 * Try:  send from two threads.  Why does receive need `while`, not `if`?
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include "check.h"

// ANCHOR: mailbox
static struct {
    pthread_mutex_t lock; /* of full and number */
    pthread_cond_t filled, emptied;
    bool full;
    int number;
} box = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER,
         PTHREAD_COND_INITIALIZER, false, 0};

static void
send(int number)
{
    pthread_mutex_lock(&box.lock);
    while (box.full)
        pthread_cond_wait(&box.emptied, &box.lock);
    box.number = number;
    box.full = true;
    pthread_cond_signal(&box.filled);
    pthread_mutex_unlock(&box.lock);
}

static int
receive(void)
{
    pthread_mutex_lock(&box.lock);
    while (!box.full)
        pthread_cond_wait(&box.filled, &box.lock);
    int number = box.number;
    box.full = false;
    pthread_cond_signal(&box.emptied);
    pthread_mutex_unlock(&box.lock);
    return number;
}
// ANCHOR_END: mailbox

static void *
receive_three(void *unused)
{
    for (int i = 0; i < 3; i++)
        printf("received %d\n", receive());
    return unused;
}

// ANCHOR: lost
static void *
wait_only(void *unused)
{
    pthread_mutex_lock(&box.lock);
    pthread_cond_wait(&box.filled, &box.lock); /* never looks at full */
    printf("received %d\n", box.number);
    pthread_mutex_unlock(&box.lock);
    return unused;
}
// ANCHOR_END: lost

int
main(int argc, char **argv)
{
    (void)argv;
    pthread_t thread;
    bool lost = argc > 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (lost)
        send(7);
    check_thread(pthread_create(&thread, NULL,
                                lost ? wait_only : receive_three, NULL),
                 "create");
    for (int i = 0; i < 3 && !lost; i++)
        send(7 + i);
    check_thread(pthread_join(thread, NULL), "join");
    return EXIT_SUCCESS;
}
