// expect: DEADLOCK hint=wakes-without-the-lock
// The last one opens the next round without the lock, since the numbers are
// atomic.  Whoever has looked, and is not asleep yet, misses the broadcast.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    pthread_mutex_t lock;
    pthread_cond_t next_round;
    int n;
    atomic_int here;
    atomic_uint_fast64_t round;
};

struct bar *
bar_new(int n)
{
    if (n < 1)
        return NULL;
    struct bar *b = calloc(1, sizeof *b);
    if (b == NULL)
        return NULL;
    b->n = n;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->next_round, NULL);
    return b;
}

int
bar_wait(struct bar *b)
{
    if (b == NULL)
        return -1;
    uint64_t mine = atomic_load(&b->round);
    if (atomic_fetch_add(&b->here, 1) + 1 == b->n) {
        atomic_store(&b->here, 0);
        atomic_fetch_add(&b->round, 1);
        pthread_cond_broadcast(&b->next_round);
        return 1;
    }
    pthread_mutex_lock(&b->lock);
    while (b->round == mine)
        pthread_cond_wait(&b->next_round, &b->lock);
    pthread_mutex_unlock(&b->lock);
    return 0;
}

void
bar_free(struct bar *b)
{
    if (b == NULL)
        return;
    pthread_cond_destroy(&b->next_round);
    pthread_mutex_destroy(&b->lock);
    free(b);
}
