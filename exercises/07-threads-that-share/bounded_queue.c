/*
 * bounded_queue - contract.h says what it promises.
 *
 * Below is a queue in which nobody waits: a full one refuses, an empty one
 * says that there is nothing, and it holds one number.  Give it a ring of
 * `cap` numbers and something to wait for; the lesson's section "Waiting
 * for something" shows the mechanism on a mailbox.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#include "contract.h"

struct bq {
    pthread_mutex_t lock;
    bool full, closed;
    int64_t x;
};

struct bq *
bq_new(size_t cap)
{
    struct bq *q = cap == 0 ? NULL : calloc(1, sizeof *q);
    if (q != NULL)
        pthread_mutex_init(&q->lock, NULL);
    return q;
}

int
bq_push(struct bq *q, int64_t x)
{
    if (q == NULL)
        return -1;
    pthread_mutex_lock(&q->lock);
    /* TODO: wait while the queue is full. */
    int result = q->closed || q->full ? -1 : 0;
    if (result == 0) {
        q->full = true;
        q->x = x;
    }
    pthread_mutex_unlock(&q->lock);
    return result;
}

int
bq_pop(struct bq *q, int64_t *x)
{
    if (q == NULL || x == NULL)
        return -1;
    pthread_mutex_lock(&q->lock);
    /* TODO: wait while the queue is empty, unless it is closed. */
    int result = q->full ? 0 : -1;
    if (result == 0) {
        q->full = false;
        *x = q->x;
    }
    pthread_mutex_unlock(&q->lock);
    return result;
}

void
bq_close(struct bq *q)
{
    if (q == NULL)
        return;
    pthread_mutex_lock(&q->lock);
    q->closed = true; /* TODO: let those go on who wait. */
    pthread_mutex_unlock(&q->lock);
}

void
bq_free(struct bq *q)
{
    if (q == NULL)
        return;
    pthread_mutex_destroy(&q->lock);
    free(q);
}
