// expect: DEADLOCK
// says: Thread 1 waits at {1} for a signal of `full`, which nobody has ever sent, and nobody is left to send one. Who makes the condition true has to signal it.
// The condition becomes true, and nobody says so.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static int items;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER;

static void *
consumer(void *arg)
{
    pthread_mutex_lock(&lock);
    while (items == 0)
        pthread_cond_wait(&full, &lock); /* 1 */
    items--;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *
producer(void *arg)
{
    usleep(50000);
    pthread_mutex_lock(&lock);
    items++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, consumer, NULL);
    pthread_create(&t[1], NULL, producer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
