// timedlock and an error-checking mutex.
#include <errno.h>
#include <pthread.h>
#include <time.h>

static int total;
static pthread_mutex_t lock;

static void *
work(void *arg)
{
    for (int i = 0; i < 20; i++) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec += 30;
        if (pthread_mutex_timedlock(&lock, &until) != 0)
            return NULL;
        total++;
        if (pthread_mutex_lock(&lock) != EDEADLK)
            total += 1000;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &a);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (total != 40)
        return 1;
    return 0;
}
