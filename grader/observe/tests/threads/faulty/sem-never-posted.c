// expect: DEADLOCK
// says: Thread 2 waits at {1} for `items`. It was posted 2 times and taken 2 times, and nobody is left to post it. Each wait needs a post.
// Three are taken, two were made.
#include <pthread.h>
#include <semaphore.h>

static sem_t items;

static void *
producer(void *arg)
{
    for (int i = 0; i < 2; i++)
        sem_post(&items);
    return arg;
}

static void *
consumer(void *arg)
{
    for (int i = 0; i < 3; i++)
        sem_wait(&items); /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    sem_init(&items, 0, 0);
    pthread_create(&t[0], NULL, producer, NULL);
    pthread_create(&t[1], NULL, consumer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
