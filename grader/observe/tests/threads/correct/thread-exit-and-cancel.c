// A cancelled thread gives its lock back on the way out.
#include <pthread.h>
#include <stddef.h>

static int ready;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_cond_t started = PTHREAD_COND_INITIALIZER;

static void
unlock(void *m)
{
    pthread_mutex_unlock(m);
}

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    ready = 1;
    pthread_cond_signal(&started);
    for (;;)
        pthread_cond_wait(&never, &lock);
    pthread_cleanup_pop(1);
    return arg;
}

static void *
leaves(void *arg)
{
    pthread_exit(arg);
}

int
main(void)
{
    pthread_t t, u;
    void *result;
    pthread_create(&t, NULL, work, NULL);
    pthread_create(&u, NULL, leaves, &ready);
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&started, &lock);
    pthread_mutex_unlock(&lock);
    pthread_cancel(t);
    pthread_join(t, NULL);
    pthread_join(u, &result);
    pthread_mutex_lock(&lock);
    ready = 0;
    pthread_mutex_unlock(&lock);
    return result == &ready ? 0 : 1;
}
