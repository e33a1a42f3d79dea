// All wait for a broadcast; what main prepared is theirs.
#include <pthread.h>
#include <stddef.h>

static int ready, input[8], sums[4];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t go = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    int *sum = arg;
    pthread_mutex_lock(&lock);
    while (!ready)
        pthread_cond_wait(&go, &lock);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 8; i++)
        *sum += input[i];
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, &sums[i]);
    for (int i = 0; i < 8; i++)
        input[i] = i;
    pthread_mutex_lock(&lock);
    ready = 1;
    pthread_mutex_unlock(&lock);
    pthread_cond_broadcast(&go);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return sums[3] == 28 ? 0 : 1;
}
