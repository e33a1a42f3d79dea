// expect: RACE hint=merged-too-early
// Adds the counters of each thread up, and joins it then.
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

struct part {
    pthread_t thread;
    const uint8_t *p;
    size_t n;
    uint64_t h[256];
};

static void *
count(void *arg)
{
    struct part *my = arg;
    for (size_t i = 0; i < my->n; i++)
        my->h[my->p[i]]++;
    return NULL;
}

/* Where part k begins; part k + 1 begins where it ends. */
static size_t
start_of(size_t n, size_t parts, size_t k)
{
    size_t share = n / parts, extra = n % parts;
    return k * share + (k < extra ? k : extra);
}

void
histogram(const uint8_t *p, size_t n, int nthreads, uint64_t h[256])
{
    memset(h, 0, 256 * sizeof *h);
    if (nthreads < 1 || p == NULL)
        return;
    size_t parts = (size_t)nthreads < n ? (size_t)nthreads : n, made = 0;
    struct part *part = calloc(parts, sizeof *part);
    for (; part != NULL && made < parts; made++) {
        size_t first = start_of(n, parts, made);
        part[made].p = p + first;
        part[made].n = start_of(n, parts, made + 1) - first;
        if (pthread_create(&part[made].thread, NULL, count, &part[made]) !=
            0)
            break;
    }
    /* What no thread could be had for, the caller counts. */
    for (size_t i = parts > 0 ? start_of(n, parts, made) : 0; i < n; i++)
        h[p[i]]++;
    for (size_t k = 0; k < made; k++) {
        for (int v = 0; v < 256; v++)
            h[v] += part[k].h[v];
        pthread_join(part[k].thread, NULL);
    }
    free(part);
}
