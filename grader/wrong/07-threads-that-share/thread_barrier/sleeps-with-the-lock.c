// expect: DEADLOCK hint=lock-kept
// Waits on a semaphore with the lock in hand.

#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    pthread_mutex_t lock;
    sem_t go;
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
    sem_init(&b->go, 0, 0);
    return b;
}

int
bar_wait(struct bar *b)
{
    if (b == NULL)
        return -1;
    pthread_mutex_lock(&b->lock);
    int last = ++b->here == b->n;
    if (last) {
        b->here = 0;
        for (int k = 1; k < b->n; k++)
            sem_post(&b->go);
    }
    if (!last)
        sem_wait(&b->go);
    pthread_mutex_unlock(&b->lock);
    return last;
}

void
bar_free(struct bar *b)
{
    if (b == NULL)
        return;
    sem_destroy(&b->go);
    pthread_mutex_destroy(&b->lock);
    free(b);
}
