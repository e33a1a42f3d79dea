// expect: MISUSE
// says: Thread 1 unlocks `lock` at {2}, but the main thread holds it (locked at {1}). Only the thread that locked a mutex may unlock it; to wake another one use a semaphore or a condition variable.
// A mutex is used as a signal.
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_unlock(&lock); /* 2 */
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_mutex_lock(&lock); /* 1 */
    pthread_create(&t, NULL, work, NULL);
    pthread_mutex_lock(&lock);
    pthread_join(t, NULL);
    pthread_mutex_unlock(&lock);
    return 0;
}
