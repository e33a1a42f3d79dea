// The owner of a robust mutex dies; the next one repairs.
#include <errno.h>
#include <pthread.h>

static int value;
static pthread_mutex_t lock;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    value = 1;
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &a);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    if (pthread_mutex_lock(&lock) == EOWNERDEAD)
        pthread_mutex_consistent(&lock);
    int seen = value;
    pthread_mutex_unlock(&lock);
    pthread_mutex_destroy(&lock);
    return seen == 1 ? 0 : 1;
}
