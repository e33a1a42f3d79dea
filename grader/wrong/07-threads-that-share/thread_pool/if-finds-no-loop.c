// expect: CRASH hint=if-for-while
// Waits once for a loop: a wait that ends by itself finds none to run.
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "contract.h"

struct tp {
    pthread_mutex_t lock; /* of loop, inside, ended */
    pthread_cond_t begins, over;
    uint64_t loop; /* how many have begun */
    int inside;    /* threads that are not through with it */
    bool ended;

    /* Of the loop that runs; written while nobody is inside. */
    void (*f)(void *ctx, int64_t i);
    void *ctx;
    int64_t n;
    _Alignas(64) atomic_int_fast64_t next; /* on a line of its own */

    int nthreads;
    pthread_t thread[];
};

/* Waits for loop number `last` + 1; false if there will be none. */
static bool
wait_for_loop(struct tp *p, uint64_t last)
{
    pthread_mutex_lock(&p->lock);
    if (p->loop == last && !p->ended)
        pthread_cond_wait(&p->begins, &p->lock);
    bool ended = p->ended;
    pthread_mutex_unlock(&p->lock);
    return !ended;
}

static void *
work(void *arg)
{
    struct tp *p = arg;
    for (uint64_t loop = 0; wait_for_loop(p, loop); loop++) {
        int64_t n = p->n;
        for (int64_t i; (i = atomic_fetch_add(&p->next, 1)) < n;)
            p->f(p->ctx, i);
        pthread_mutex_lock(&p->lock);
        if (--p->inside == 0)
            pthread_cond_signal(&p->over);
        pthread_mutex_unlock(&p->lock);
    }
    return NULL;
}

struct tp *
tp_new(int nthreads)
{
    if (nthreads < 1)
        return NULL;
    size_t bytes = sizeof(struct tp) + (size_t)nthreads * sizeof(pthread_t);
    struct tp *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (p == NULL)
        return NULL;
    p->loop = 0;
    p->inside = p->nthreads = 0;
    p->ended = false;
    p->f = NULL;
    p->n = nthreads;
    atomic_init(&p->next, 0);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->begins, NULL);
    pthread_cond_init(&p->over, NULL);
    for (; p->nthreads < nthreads; p->nthreads++)
        if (pthread_create(&p->thread[p->nthreads], NULL, work, p) != 0) {
            tp_free(p);
            return NULL;
        }
    return p;
}

int
tp_for(struct tp *p, int64_t n, void (*f)(void *, int64_t), void *ctx)
{
    if (p == NULL || f == NULL || n < 0)
        return -1;
    pthread_mutex_lock(&p->lock);
    p->f = f;
    p->ctx = ctx;
    p->n = n;
    atomic_store(&p->next, 0);
    p->inside = p->nthreads;
    p->loop++;
    pthread_cond_broadcast(&p->begins);
    while (p->inside > 0)
        pthread_cond_wait(&p->over, &p->lock);
    pthread_mutex_unlock(&p->lock);
    return 0;
}

void
tp_free(struct tp *p)
{
    if (p == NULL)
        return;
    pthread_mutex_lock(&p->lock);
    p->ended = true;
    pthread_cond_broadcast(&p->begins);
    pthread_mutex_unlock(&p->lock);
    for (int k = 0; k < p->nthreads; k++)
        pthread_join(p->thread[k], NULL);
    pthread_cond_destroy(&p->over);
    pthread_cond_destroy(&p->begins);
    pthread_mutex_destroy(&p->lock);
    free(p);
}
