// A wait with a limit, which is reached.
#include <errno.h>
#include <pthread.h>
#include <time.h>

static int ready;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 60000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_nsec -= 1000000000;
        until.tv_sec++;
    }
    int error = 0;
    pthread_mutex_lock(&lock);
    while (!ready && error == 0)
        error = pthread_cond_timedwait(&never, &lock, &until);
    ready = 2;
    pthread_mutex_unlock(&lock);
    return error == ETIMEDOUT ? arg : NULL;
}

int
main(void)
{
    pthread_t t[1];
    for (int i = 0; i < 1; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 1; i++)
        pthread_join(t[i], NULL);
    return 0;
}
