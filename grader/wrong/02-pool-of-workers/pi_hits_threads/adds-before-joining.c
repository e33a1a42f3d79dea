// expect: RACE hint=never-joined
// The hits of a thread are read one line too early, before it is joined.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct share {
    pthread_t thread;
    uint64_t seed;
    int64_t first, last;
    int64_t hits;
};

static void *
throw_darts(void *arg)
{
    struct share *my = arg;
    my->hits = pi_hits(my->seed, my->first, my->last);
    return NULL;
}

/* The first dart of thread k; thread k + 1 starts where thread k ends. */
static int64_t
start_of(int64_t n, int nthreads, int k)
{
    int64_t share = n / nthreads, extra = n % nthreads;
    return k * share + (k < extra ? k : extra);
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    struct share *shares = calloc((size_t)nthreads, sizeof *shares);
    if (shares == NULL)
        return -1;

    int made = 0;
    for (; made < nthreads; made++) {
        struct share *its = &shares[made];
        its->seed = seed;
        its->first = start_of(n, nthreads, made);
        its->last = start_of(n, nthreads, made + 1);
        if (pthread_create(&its->thread, NULL, throw_darts, its) != 0)
            break;
    }

    int64_t total = 0;
    for (int k = 0; k < made; k++) {
        total += shares[k].hits;
        pthread_join(shares[k].thread, NULL);
    }
    free(shares);
    return made == nthreads ? total : -1;
}
