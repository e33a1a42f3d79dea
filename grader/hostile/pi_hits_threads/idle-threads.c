// expect: SERIAL
// tries: throws all darts itself, beside pi_hits, while its threads idle
#include "contract.h"

#include <pthread.h>

static uint64_t
mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void *
idle(void *nothing)
{
    return nothing;
}

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    pthread_t thread[64];
    int made = 0;
    while (made < nthreads &&
           pthread_create(&thread[made], NULL, idle, NULL) == 0)
        made++;
    int64_t hits = 0;
    for (int64_t k = 0; k < n; k++) {
        uint64_t z = mixed(seed + ((uint64_t)k + 1)
                                      * UINT64_C(0x9E3779B97F4A7C15));
        unsigned __int128 x = z >> 32, y = z & 0xFFFFFFFF;
        hits += (x * x + y * y) >> 64 == 0;
    }
    for (int i = 0; i < made; i++)
        pthread_join(thread[i], NULL);
    return made < nthreads ? -1 : hits;
}
