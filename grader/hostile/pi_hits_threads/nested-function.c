// expect: PASS
// tries: is right with a nested function, which is code on the stack
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t *thread = malloc(sizeof *thread * nthreads);
    int64_t *hits = calloc(nthreads, sizeof *hits);
    if (!thread || !hits) {
        free(thread);
        free(hits);
        return -1;
    }
    int64_t begin(int k)
    {
        return n / nthreads * k + (k < n % nthreads ? k : n % nthreads);
    }
    void *run(void *p)
    {
        int k = (int)((int64_t *)p - hits);
        hits[k] = pi_hits(seed, begin(k), begin(k + 1));
        return NULL;
    }
    int made = 0;
    while (made < nthreads &&
           pthread_create(&thread[made], NULL, run, &hits[made]) == 0)
        made++;
    int64_t sum = 0;
    for (int k = 0; k < made; k++) {
        pthread_join(thread[k], NULL);
        sum += hits[k];
    }
    free(thread);
    free(hits);
    return made == nthreads ? sum : -1;
}
