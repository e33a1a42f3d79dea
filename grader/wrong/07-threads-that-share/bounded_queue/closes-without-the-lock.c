// expect: DEADLOCK hint=wakes-without-the-lock
// Closes without the lock, since the flag is atomic.  A popper that has
// looked at the flag, and is not asleep yet, misses the broadcast.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "contract.h"

struct bq {
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t not_full, not_empty;
    size_t cap, count, first;
    atomic_bool closed;
    int64_t *ring;
};

struct bq *
bq_new(size_t cap)
{
    if (cap == 0)
        return NULL;
    struct bq *q = calloc(1, sizeof *q);
    if (q == NULL)
        return NULL;
    q->ring = calloc(cap, sizeof *q->ring);
    if (q->ring == NULL) {
        free(q);
        return NULL;
    }
    q->cap = cap;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->not_full, NULL);
    pthread_cond_init(&q->not_empty, NULL);
    return q;
}

int
bq_push(struct bq *q, int64_t x)
{
    if (q == NULL)
        return -1;
    pthread_mutex_lock(&q->lock);
    while (q->count == q->cap && !q->closed)
        pthread_cond_wait(&q->not_full, &q->lock);
    bool open = !q->closed;
    if (open) {
        q->ring[(q->first + q->count++) % q->cap] = x;
        pthread_cond_signal(&q->not_empty);
    }
    pthread_mutex_unlock(&q->lock);
    return open ? 0 : -1;
}

int
bq_pop(struct bq *q, int64_t *x)
{
    if (q == NULL || x == NULL)
        return -1;
    pthread_mutex_lock(&q->lock);
    while (q->count == 0 && !q->closed)
        pthread_cond_wait(&q->not_empty, &q->lock);
    bool some = q->count > 0;
    if (some) {
        *x = q->ring[q->first];
        q->first = (q->first + 1) % q->cap;
        q->count--;
        pthread_cond_signal(&q->not_full);
    }
    pthread_mutex_unlock(&q->lock);
    return some ? 0 : -1;
}

void
bq_close(struct bq *q)
{
    if (q == NULL)
        return;
    atomic_store(&q->closed, true);
    pthread_cond_broadcast(&q->not_full);
    pthread_cond_broadcast(&q->not_empty);
}

void
bq_free(struct bq *q)
{
    if (q == NULL)
        return;
    pthread_cond_destroy(&q->not_empty);
    pthread_cond_destroy(&q->not_full);
    pthread_mutex_destroy(&q->lock);
    free(q->ring);
    free(q);
}
