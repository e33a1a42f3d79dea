// expect: WRONG hint=uses-posix-barrier
// Hands the work on to POSIX.

#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    pthread_barrier_t posix;
};

struct bar *
bar_new(int n)
{
    struct bar *b = n < 1 ? NULL : calloc(1, sizeof *b);
    if (b != NULL)
        pthread_barrier_init(&b->posix, NULL, (unsigned)n);
    return b;
}

int
bar_wait(struct bar *b)
{
    if (b == NULL)
        return -1;
    return pthread_barrier_wait(&b->posix) == PTHREAD_BARRIER_SERIAL_THREAD;
}

void
bar_free(struct bar *b)
{
    if (b != NULL)
        pthread_barrier_destroy(&b->posix);
    free(b);
}
