// expect: WRONG hint=threads-for-each-loop
// Creates and joins the threads in tp_for.

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "contract.h"

struct tp {
    int nthreads;
    void (*f)(void *, int64_t);
    void *ctx;
    int64_t n;
    atomic_int_fast64_t next;
};

static void *
work(void *arg)
{
    struct tp *p = arg;
    for (int64_t i; (i = atomic_fetch_add(&p->next, 1)) < p->n;)
        p->f(p->ctx, i);
    return NULL;
}

struct tp *
tp_new(int nthreads)
{
    struct tp *p = nthreads < 1 ? NULL : calloc(1, sizeof *p);
    if (p != NULL)
        p->nthreads = nthreads;
    return p;
}

int
tp_for(struct tp *p, int64_t n, void (*f)(void *, int64_t), void *ctx)
{
    if (p == NULL || f == NULL || n < 0)
        return -1;
    pthread_t *thread = calloc((size_t)p->nthreads, sizeof *thread);
    if (thread == NULL)
        return -1;
    p->f = f;
    p->ctx = ctx;
    p->n = n;
    atomic_store(&p->next, 0);
    int made = 0;
    while (made < p->nthreads &&
           pthread_create(&thread[made], NULL, work, p) == 0)
        made++;
    for (int k = 0; k < made; k++)
        pthread_join(thread[k], NULL);
    free(thread);
    return made > 0 ? 0 : -1;
}

void
tp_free(struct tp *p)
{
    free(p);
}
