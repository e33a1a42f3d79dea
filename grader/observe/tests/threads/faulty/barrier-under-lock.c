// expect: DEADLOCK
// says: Only 1 of 2 have come to `both` ({1}): thread ?. Nobody else will come: * waits at {2} for `lock`, which thread ? locked at {2}*
// The barrier stands inside the lock: only one at a time gets there.
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);   /* 2 */
    pthread_barrier_wait(&both); /* 1 */
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&t[0], NULL, work, NULL);
    pthread_create(&t[1], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
