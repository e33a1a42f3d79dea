// expect: DEADLOCK
// says: 2 threads still wait at {2} for a signal of `go`; the last one (the main thread, {1}) woke only one. Nobody is left to send another. Wake all of them with a broadcast, and let each test its condition again.
// Three wait, one is woken.
#include <pthread.h>
#include <stddef.h>

static int waiting, started;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t go = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (!started)
        pthread_cond_wait(&go, &lock); /* 2 */
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int all = 0; !all;) {
        pthread_mutex_lock(&lock);
        all = waiting == 3;
        pthread_mutex_unlock(&lock);
    }
    pthread_mutex_lock(&lock);
    started = 1;
    pthread_cond_signal(&go); /* 1 */
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return 0;
}
