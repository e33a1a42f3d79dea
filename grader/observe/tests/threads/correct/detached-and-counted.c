// A detached thread says that it is done.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static int running = 3, sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t done = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    sum += 7;
    running--;
    pthread_cond_signal(&done);
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_attr_t a;
    pthread_t t;
    pthread_attr_init(&a);
    pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 3; i++)
        pthread_create(&t, &a, work, NULL);
    pthread_attr_destroy(&a);
    pthread_mutex_lock(&lock);
    while (running > 0)
        pthread_cond_wait(&done, &lock);
    pthread_mutex_unlock(&lock);
    usleep(200000); /* they only have to return now */
    return sum == 21 ? 0 : 1;
}
