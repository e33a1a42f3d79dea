/*
 * thread_barrier - contract.h says what it promises.
 *
 * Below, nobody waits for anybody: each thread is counted and goes on.  Let
 * the first n - 1 threads of a round sleep until the n-th has come; and
 * think of a fast thread that is back before a slow one has woken up.
 */
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    pthread_mutex_t lock;
    int n, here;
};

struct bar *
bar_new(int n)
{
    struct bar *b = n < 1 ? NULL : calloc(1, sizeof *b);
    if (b == NULL)
        return NULL;
    b->n = n;
    pthread_mutex_init(&b->lock, NULL);
    return b;
}

int
bar_wait(struct bar *b)
{
    if (b == NULL)
        return -1;
    pthread_mutex_lock(&b->lock);
    int last = ++b->here % b->n == 0;
    /* TODO: all but the last of a round wait here for the last. */
    pthread_mutex_unlock(&b->lock);
    return last;
}

void
bar_free(struct bar *b)
{
    if (b == NULL)
        return;
    pthread_mutex_destroy(&b->lock);
    free(b);
}
