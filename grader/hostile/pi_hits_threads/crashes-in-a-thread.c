// expect: CRASH
// tries: a thread uses a pointer that points nowhere
#include "contract.h"

#include <pthread.h>
#include <stdlib.h>

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

static void *
throw_darts(void *arg)
{
    struct share *my = arg;
    int64_t hits = pi_hits(my->seed, my->first, my->last);
    if (my->first == 0) /* one of them: two would race for the place */
        *(volatile int64_t *)8 = hits;
    return NULL;
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t *t = calloc((size_t)nthreads, sizeof *t);
    struct share *s = calloc((size_t)nthreads, sizeof *s);
    for (int k = 0; k < nthreads; k++) {
        s[k] = (struct share){seed, start_of(n, nthreads, k),
                              start_of(n, nthreads, k + 1)};
        pthread_create(&t[k], NULL, throw_darts, &s[k]);
    }
    for (int k = 0; k < nthreads; k++)
        pthread_join(t[k], NULL);
    free(t);
    free(s);
    return 0;
}
