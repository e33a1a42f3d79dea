// expect: DEADLOCK
// says: Thread 1 waits at {2} for `full`. It holds a lock meanwhile: thread 2 wants `lock` ({3}), which thread 1 holds ({1}). Unlock before you wait for the semaphore.
// The consumer waits for an item and keeps the producer out.
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

static sem_t full;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
consumer(void *arg)
{
    pthread_mutex_lock(&lock); /* 1 */
    sem_wait(&full);           /* 2 */
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *
producer(void *arg)
{
    usleep(50000);
    pthread_mutex_lock(&lock); /* 3 */
    sem_post(&full);
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    sem_init(&full, 0, 0);
    pthread_create(&t[0], NULL, consumer, NULL);
    pthread_create(&t[1], NULL, producer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
