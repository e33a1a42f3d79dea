// expect: DEADLOCK
// says: The main thread waits at {2} for `lock`, which thread 1 still held when it ended (locked at {1}). Nobody can unlock it any more. Unlock it on every way out, also on an early return.
// A thread ends and takes the lock with it.
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock); /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    pthread_mutex_lock(&lock); /* 2 */
    pthread_mutex_unlock(&lock);
    return 0;
}
