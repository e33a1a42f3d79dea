// expect: RACE hint=unprotected-sum
// The sum has a lock, and one of its three additions does without.  The
// locked ones before and after it put the threads in order by luck, which
// is all that ThreadSanitizer sees.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct share {
    pthread_t thread;
    uint64_t seed;
    int64_t first, last;
};

static int64_t total;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
add(int64_t hits)
{
    pthread_mutex_lock(&lock);
    total += hits;
    pthread_mutex_unlock(&lock);
}

static void *
throw_darts(void *arg)
{
    struct share *my = arg;
    int64_t half = my->first + (my->last - my->first) / 2;
    add(pi_hits(my->seed, my->first, half));
    total += pi_hits(my->seed, half, my->last);
    add(0);
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

    total = 0;
    int made = 0;
    for (; made < nthreads; made++) {
        struct share *its = &shares[made];
        its->seed = seed;
        its->first = start_of(n, nthreads, made);
        its->last = start_of(n, nthreads, made + 1);
        if (pthread_create(&its->thread, NULL, throw_darts, its) != 0)
            break;
    }

    for (int k = 0; k < made; k++)
        pthread_join(shares[k].thread, NULL);
    free(shares);
    return made == nthreads ? total : -1;
}
