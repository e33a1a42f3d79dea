// expect: DEADLOCK
// says: The main thread and thread 1 wait for each other: the main thread waits at {2} for the end of thread 1; thread 1 wants `lock` ({3}), which the main thread holds ({1}). Neither can go on. Unlock before you wait for a thread that needs the lock.
// main joins with the lock in its hand.
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock); /* 3 */
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_mutex_lock(&lock); /* 1 */
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL); /* 2 */
    pthread_mutex_unlock(&lock);
    return 0;
}
