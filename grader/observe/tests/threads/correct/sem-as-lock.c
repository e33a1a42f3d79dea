// A semaphore of one place keeps threads apart.
#include <pthread.h>
#include <semaphore.h>

static sem_t one;
static int count;

static void *
work(void *arg)
{
    for (int i = 0; i < 50; i++) {
        sem_wait(&one);
        count++;
        sem_post(&one);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    sem_init(&one, 0, 1);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    sem_destroy(&one);
    if (count != 150)
        return 1;
    return 0;
}
