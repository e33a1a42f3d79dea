// expect: PASS
// tries: nothing: waits in a loop instead of sleeping, and then joins
#include "contract.h"

#include <pthread.h>
#include <stdlib.h>
#include <stdatomic.h>
#include <sched.h>

struct share {
    uint64_t seed;
    int64_t first, last;
};

static int64_t
start_of(int64_t n, int parts, int k)
{
    int64_t extra = n % parts;
    return n / parts * k + (k < extra ? k : extra);
}

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int64_t total;
static atomic_int ready;

static void *
throw_darts(void *arg)
{
    struct share *my = arg;
    int64_t hits = pi_hits(my->seed, my->first, my->last);
    pthread_mutex_lock(&m);
    total += hits;
    pthread_mutex_unlock(&m);
    atomic_fetch_add(&ready, 1);
    return NULL;
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t *t = calloc((size_t)nthreads, sizeof *t);
    struct share *s = calloc((size_t)nthreads, sizeof *s);
    total = 0;
    int made = 0;
    atomic_store(&ready, 0);
    for (int k = 0; k < nthreads; k++) {
        s[k] = (struct share){seed, start_of(n, nthreads, k),
                              start_of(n, nthreads, k + 1)};
        if (pthread_create(&t[k], NULL, throw_darts, &s[k]) != 0)
            break;
        made++;
    }
    while (atomic_load(&ready) < made)
        sched_yield();
    for (int k = 0; k < made; k++)
        pthread_join(t[k], NULL);
    free(t);
    free(s);
    return made < nthreads ? -1 : total;
}
