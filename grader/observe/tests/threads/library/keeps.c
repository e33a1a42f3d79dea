// A library with threads of its own, and bad habits: it never joins them,
// keeps a descriptor and takes two locks in two orders.
#include <fcntl.h>
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static int ready, kept;

static void
both(pthread_mutex_t *first, pthread_mutex_t *second)
{
    pthread_mutex_lock(first);
    pthread_mutex_lock(second);
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void *
work(void *arg)
{
    both(&a, &b);
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_cond_broadcast(&more);
    for (;;)
        pthread_cond_wait(&more, &lock);
    return arg;
}

int library_starts(void);

int
library_starts(void)
{
    pthread_t t;
    kept = open("/dev/null", O_RDONLY);
    if (pthread_create(&t, NULL, work, NULL) != 0)
        return -1;
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&more, &lock);
    pthread_mutex_unlock(&lock);
    both(&b, &a);
    return kept < 0;
}
