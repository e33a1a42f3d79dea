// expect: DEADLOCK hint=returns-with-the-lock
// The last one of a round returns from the middle, and keeps the lock.
#include <pthread.h>
#include <stdlib.h>

#include "contract.h"

struct bar {
    pthread_mutex_t lock; /* of here and round */
    pthread_cond_t next_round;
    int n, here;
    uint64_t round;
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
    pthread_mutex_lock(&b->lock);
    uint64_t mine = b->round;
    if (++b->here == b->n) {
        b->here = 0;
        b->round++;
        pthread_cond_broadcast(&b->next_round);
        return 1;
    }
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
