// expect: DEADLOCK
// says: Only 2 of 3 have come to `round_` ({1}): thread 1 and thread 2. Nobody else will come: *thread 3 has ended. *
// One thread does a round less than the others.
#include <pthread.h>
#include <stdint.h>

static pthread_barrier_t round_;

static void *
work(void *arg)
{
    int rounds = (int)(intptr_t)arg;
    for (int i = 0; i < rounds; i++)
        pthread_barrier_wait(&round_); /* 1 */
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    pthread_barrier_init(&round_, NULL, 3);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)(5 - i / 2));
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
