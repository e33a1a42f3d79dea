// expect: RACE hint=loop-variable-shared
// Every thread is given the address of the loop variable, which the creator
// changes while they read it.
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

static uint64_t the_seed;
static int64_t the_n;
static int the_nthreads;
static int64_t *the_hits;

/* The first dart of thread k; thread k + 1 starts where thread k ends. */
static int64_t
start_of(int64_t n, int nthreads, int k)
{
    int64_t share = n / nthreads, extra = n % nthreads;
    return k * share + (k < extra ? k : extra);
}

static void *
throw_darts(void *arg)
{
    int k = *(int *)arg;
    if (k < the_nthreads)
        the_hits[k] = pi_hits(the_seed, start_of(the_n, the_nthreads, k),
                              start_of(the_n, the_nthreads, k + 1));
    return NULL;
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t *threads = calloc((size_t)nthreads, sizeof *threads);
    the_hits = calloc((size_t)nthreads, sizeof *the_hits);
    if (threads == NULL || the_hits == NULL) {
        free(threads);
        free(the_hits);
        return -1;
    }
    the_seed = seed;
    the_n = n;
    the_nthreads = nthreads;

    int made;
    for (made = 0; made < nthreads; made++)
        if (pthread_create(&threads[made], NULL, throw_darts, &made) != 0)
            break;
    int64_t total = 0;
    for (int k = 0; k < made; k++) {
        pthread_join(threads[k], NULL);
        total += the_hits[k];
    }
    free(threads);
    free(the_hits);
    return made == nthreads ? total : -1;
}
