// expect: DEADLOCK potential
// says: Thread 1, thread 2 and thread 3 can come to wait for each other; this run was lucky: thread 1 locks `fork_[0]` ({1}) and then `fork_[1]` ({2}); thread 2 locks `fork_[1]` ({1}) and then `fork_[2]` ({2}); thread 3 locks `fork_[2]` ({1}) and then `fork_[0]` ({2}). Take the locks in the same order everywhere.
// Three philosophers who eat one after the other this time.
#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

static pthread_mutex_t fork_[3] = {PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER,
                                   PTHREAD_MUTEX_INITIALIZER};

static void *
philosopher(void *arg)
{
    int k = (int)(intptr_t)arg;
    usleep((unsigned)k * 50000);
    pthread_mutex_lock(&fork_[k]);           /* 1 */
    pthread_mutex_lock(&fork_[(k + 1) % 3]); /* 2 */
    pthread_mutex_unlock(&fork_[(k + 1) % 3]);
    pthread_mutex_unlock(&fork_[k]);
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, philosopher, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
