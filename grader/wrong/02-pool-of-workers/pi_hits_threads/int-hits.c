// expect: WRONG hint=int-hits
// Each thread leaves its hits in an int.
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct share {
    pthread_t thread;
    uint64_t seed;
    int64_t first, last;
    int hits;
};

static void *
throw_darts(void *arg)
{
    struct share *my = arg;
    my->hits = (int)pi_hits(my->seed, my->first, my->last);
    return NULL;
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
    int64_t next = 0, total = 0;
    for (int k = 0; k < nthreads; k++) {
        struct share *its = &shares[k];
        its->seed = seed;
        its->first = next;
        its->last = next += n / nthreads + (k < n % nthreads);
        if (pthread_create(&its->thread, NULL, throw_darts, its) != 0)
            break;
        made++;
    }
    for (int k = 0; k < made; k++) {
        pthread_join(shares[k].thread, NULL);
        total += shares[k].hits;
    }
    free(shares);
    return made == nthreads ? total : -1;
}
