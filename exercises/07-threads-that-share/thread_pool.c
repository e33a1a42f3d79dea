/*
 * thread_pool - contract.h says what it promises.
 *
 * Below is a pool without threads: the caller makes all calls itself.  Make
 * nthreads threads in tp_new that sleep until there is a loop, let them
 * hand out its numbers among each other, and let tp_for wait for the last
 * of them.
 */
#include <stdlib.h>

#include "contract.h"

struct tp {
    int nthreads;
};

struct tp *
tp_new(int nthreads)
{
    struct tp *p = nthreads < 1 ? NULL : calloc(1, sizeof *p);
    if (p != NULL)
        p->nthreads = nthreads; /* TODO: make them. */
    return p;
}

int
tp_for(struct tp *p, int64_t n, void (*f)(void *, int64_t), void *ctx)
{
    if (p == NULL || f == NULL || n < 0)
        return -1;
    /* TODO: wake the threads, and wait until the last call has returned. */
    for (int64_t i = 0; i < n; i++)
        f(ctx, i);
    return 0;
}

void
tp_free(struct tp *p)
{
    free(p); /* TODO: end the threads and join them. */
}
