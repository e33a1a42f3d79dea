// expect: DEADLOCK
// says: Thread 1 waits at {2} for a signal of `ready`; the last one came before it began to wait (the main thread, {1}) and is lost. Nobody is left to send another. Test the condition under the lock, in a while loop, before you wait.
// The signal comes before the wait, and nothing remembers it.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    usleep(50000);
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&ready, &lock); /* 2 */
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_cond_signal(&ready); /* 1 */
    pthread_join(t, NULL);
    return 0;
}
