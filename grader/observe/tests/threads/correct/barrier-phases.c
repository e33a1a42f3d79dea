// Write, barrier, read what the neighbour wrote.
#include <pthread.h>
#include <stdint.h>

enum { N = 4 };
static int value[2][N];
static pthread_barrier_t all;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int round = 0; round < 20; round++) {
        int now = round % 2;
        value[now][me] = value[1 - now][(me + 1) % N] + 1;
        pthread_barrier_wait(&all);
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    pthread_barrier_init(&all, NULL, N);
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    pthread_barrier_destroy(&all);
    if (value[1][0] != 20)
        return 1;
    return 0;
}
