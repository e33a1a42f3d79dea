/* thread_pool.c - the question of a picture: 6 tasks, 2 threads. */
#include "contract.h"

#include <inttypes.h>
#include <stdio.h>

static void
square(void *results, int64_t i)
{
    ((int64_t *)results)[i] = i * i;
}

int
main(void)
{
    int64_t results[6] = {0};
    struct tp *pool = tp_new(2);
    if (pool == NULL)
        return 1;
    int result = tp_for(pool, 6, square, results);
    tp_free(pool);
    printf("tp_for returned %d; the last square is %" PRId64 "\n", result,
           results[5]);
    return 0;
}
