// expect: WRONG hint=fast-thread-laps
// The last of a round posts once for each of the others; a fast thread that
// comes back takes a post that was meant for a slow one.

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
    pthread_mutex_unlock(&b->lock);
    if (!last)
        sem_wait(&b->go);
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
