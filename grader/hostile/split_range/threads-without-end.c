// expect: LEAK
// tries: starts threads until no more can be started
#include "contract.h"

#include <pthread.h>
#include <unistd.h>

static void *
stay(void *arg)
{
    for (;;)
        pause();
    return arg;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    pthread_t t;
    while (pthread_create(&t, NULL, stay, NULL) == 0)
        continue;
}
