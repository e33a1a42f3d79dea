// Two semaphores count full and empty places.
#include <pthread.h>
#include <semaphore.h>

enum { SIZE = 3, ITEMS = 40 };
static sem_t full, empty;
static int buffer[SIZE], sum;

static void *
producer(void *arg)
{
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&empty);
        buffer[i % SIZE] = i;
        sem_post(&full);
    }
    return arg;
}

static void *
consumer(void *arg)
{
    for (int i = 0; i < ITEMS; i++) {
        sem_wait(&full);
        sum += buffer[i % SIZE];
        sem_post(&empty);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    sem_init(&full, 0, 0);
    sem_init(&empty, 0, SIZE);
    pthread_create(&t[0], NULL, producer, NULL);
    pthread_create(&t[1], NULL, consumer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&full);
    sem_destroy(&empty);
    if (sum != ITEMS * (ITEMS - 1) / 2)
        return 1;
    return 0;
}
