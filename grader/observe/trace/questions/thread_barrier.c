/* thread_barrier.c - the question of a picture: 3 threads, 2 rounds. */
#include "contract.h"

#include <pthread.h>
#include <stdio.h>

static void *
meet(void *barrier)
{
    bar_wait(barrier);
    bar_wait(barrier);
    return NULL;
}

int
main(void)
{
    struct bar *barrier = bar_new(3);
    pthread_t other[2];
    if (barrier == NULL)
        return 1;
    for (int k = 0; k < 2; k++)
        if (pthread_create(&other[k], NULL, meet, barrier) != 0)
            return 1;
    meet(barrier);
    for (int k = 0; k < 2; k++)
        pthread_join(other[k], NULL);
    bar_free(barrier);
    printf("three threads met twice\n");
    return 0;
}
