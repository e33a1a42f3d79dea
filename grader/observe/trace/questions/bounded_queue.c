/* bounded_queue.c - the question of a picture: 4 numbers through a queue of
 * two places. */
#include "contract.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>

static void *
give(void *queue)
{
    for (int64_t i = 1; i <= 4; i++)
        bq_push(queue, i);
    bq_close(queue);
    return NULL;
}

int
main(void)
{
    struct bq *queue = bq_new(2);
    pthread_t giver;
    int64_t x, sum = 0;
    if (queue == NULL || pthread_create(&giver, NULL, give, queue) != 0)
        return 1;
    while (bq_pop(queue, &x) == 0)
        sum += x;
    pthread_join(giver, NULL);
    bq_free(queue);
    printf("the sum of what came out is %" PRId64 "\n", sum);
    return 0;
}
