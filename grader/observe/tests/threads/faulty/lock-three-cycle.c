// expect: DEADLOCK
// says: Threads 1, 2 and 3 wait for each other: thread 1 wants `fork_[1]` ({2}), which thread 2 holds ({1}); thread 2 wants `fork_[2]` ({2}), which thread 3 holds ({1}); thread 3 wants `fork_[0]` ({2}), which thread 1 holds ({1}). Nobody can unlock. Take the locks in the same order everywhere.
// Three philosophers, each with a fork in the left hand.
#include <pthread.h>
#include <stdint.h>

static pthread_mutex_t fork_[3] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};
static pthread_barrier_t seated;

static void *
philosopher(void *arg)
{
    int k = (int)(intptr_t)arg;
    pthread_mutex_lock(&fork_[k]); /* 1 */
    pthread_barrier_wait(&seated);
    pthread_mutex_lock(&fork_[(k + 1) % 3]); /* 2 */
    pthread_mutex_unlock(&fork_[(k + 1) % 3]);
    pthread_mutex_unlock(&fork_[k]);
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    pthread_barrier_init(&seated, NULL, 3);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, philosopher, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
