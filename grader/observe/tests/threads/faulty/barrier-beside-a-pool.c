// expect: DEADLOCK
// says: Only 2 of 3 have come to `all` ({1}): thread 1 and thread 2. Nobody else will come: the main thread waits at {2} for the end of thread 1. Make the barrier for as many as really pass it, each time.
// The threads of OpenMP's pool wait for work meanwhile: they are no part
// of the hang, and do not hide it.
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t all;

static void *
work(void *arg)
{
    pthread_barrier_wait(&all); /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    long sum = 0;
#pragma omp parallel for num_threads(4) reduction(+ : sum)
    for (int i = 0; i < 1000; i++)
        sum += i;
    pthread_barrier_init(&all, NULL, 3);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL); /* 2 */
    pthread_barrier_destroy(&all);
    return sum == 499500 ? 0 : 1;
}
