// One of them does the serial part between two barriers.
#include <pthread.h>
#include <stdint.h>

enum { N = 3 };
static int part[N], sum, seen[N];
static pthread_barrier_t all;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = 0; i < 10; i++) {
        part[me] = i;
        if (pthread_barrier_wait(&all) == PTHREAD_BARRIER_SERIAL_THREAD) {
            sum = 0;
            for (int k = 0; k < N; k++)
                sum += part[k];
        }
        pthread_barrier_wait(&all);
        seen[me] = sum;
        pthread_barrier_wait(&all);
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[3];
    pthread_barrier_init(&all, NULL, N);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    pthread_barrier_destroy(&all);
    if (seen[0] != 27 || seen[2] != 27)
        return 1;
    return 0;
}
