// expect: DEADLOCK
// says: Thread 1 waits at {1} for a signal of `ready` and still holds `outer`; thread 2 wants `outer` ({3}), which thread 1 holds ({2}). Waiting gives only its own mutex back. Unlock the other one first.
// It waits with a second lock in the hand.
#include <pthread.h>
#include <stddef.h>

static int done;
static pthread_mutex_t outer = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t both;

static void *
waits(void *arg)
{
    pthread_mutex_lock(&outer); /* 2 */
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&lock);
    while (!done)
        pthread_cond_wait(&ready, &lock); /* 1 */
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&outer);
    return arg;
}

static void *
signals(void *arg)
{
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&outer); /* 3 */
    pthread_mutex_lock(&lock);
    done = 1;
    pthread_cond_signal(&ready);
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&outer);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&t[0], NULL, waits, NULL);
    pthread_create(&t[1], NULL, signals, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
