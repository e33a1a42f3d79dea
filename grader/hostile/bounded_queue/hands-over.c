// expect: PASS
// tries: nothing: a number goes straight to the popper that has waited
// longest, and each sleeper has a condition variable of its own
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"
struct waiter {
    struct waiter *next;
    pthread_cond_t c;
    int64_t x;
    int done;
};
struct list {
    struct waiter *head, *tail;
};
struct bq {
    pthread_mutex_t m;
    struct list push, pop;
    size_t cap, n, first;
    int closed;
    int64_t *a;
};
static void
append(struct list *l, struct waiter *w)
{
    w->next = NULL;
    if (l->head)
        l->tail->next = w;
    else
        l->head = w;
    l->tail = w;
}
static struct waiter *
front(struct list *l)
{
    struct waiter *w = l->head;
    if (w)
        l->head = w->next;
    return w;
}
static void
wake(struct waiter *w, int how)
{
    w->done = how;
    pthread_cond_signal(&w->c);
}
static int
sleep_on(struct bq *q, struct list *l, struct waiter *w)
{
    pthread_cond_init(&w->c, NULL);
    w->done = 0;
    append(l, w);
    do
        pthread_cond_wait(&w->c, &q->m);
    while (!w->done);
    pthread_cond_destroy(&w->c);
    return w->done > 0 ? 0 : -1;
}
struct bq *
bq_new(size_t cap)
{
    if (!cap)
        return NULL;
    struct bq *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    q->a = calloc(cap, sizeof *q->a);
    if (!q->a) {
        free(q);
        return NULL;
    }
    q->cap = cap;
    pthread_mutex_init(&q->m, NULL);
    return q;
}
int
bq_push(struct bq *q, int64_t x)
{
    if (!q)
        return -1;
    int rc = 0;
    pthread_mutex_lock(&q->m);
    struct waiter *w;
    if (q->closed)
        rc = -1;
    else if ((w = front(&q->pop))) {
        w->x = x;
        wake(w, 1);
    } else if (q->n < q->cap)
        q->a[(q->first + q->n++) % q->cap] = x;
    else {
        struct waiter me = {.x = x};
        rc = sleep_on(q, &q->push, &me);
    }
    pthread_mutex_unlock(&q->m);
    return rc;
}
int
bq_pop(struct bq *q, int64_t *x)
{
    if (!q || !x)
        return -1;
    int rc = 0;
    pthread_mutex_lock(&q->m);
    if (q->n) {
        *x = q->a[q->first];
        q->first = (q->first + 1) % q->cap;
        q->n--;
        struct waiter *w = front(&q->push);
        if (w) {
            q->a[(q->first + q->n++) % q->cap] = w->x;
            wake(w, 1);
        }
    } else if (q->closed)
        rc = -1;
    else {
        struct waiter me;
        rc = sleep_on(q, &q->pop, &me);
        if (!rc)
            *x = me.x;
    }
    pthread_mutex_unlock(&q->m);
    return rc;
}
void
bq_close(struct bq *q)
{
    if (!q)
        return;
    pthread_mutex_lock(&q->m);
    q->closed = 1;
    for (struct waiter *w; (w = front(&q->pop));)
        wake(w, -1);
    for (struct waiter *w; (w = front(&q->push));)
        wake(w, -1);
    pthread_mutex_unlock(&q->m);
}
void
bq_free(struct bq *q)
{
    if (!q)
        return;
    pthread_mutex_destroy(&q->m);
    free(q->a);
    free(q);
}
