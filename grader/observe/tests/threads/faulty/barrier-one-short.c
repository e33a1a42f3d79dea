// expect: DEADLOCK
// says: Only 3 of 4 have come to `all` ({1}): thread 1, thread 2 and thread 3. Nobody else will come: the main thread waits at {2} for the end of thread 1. Make the barrier for as many as really pass it, each time.
// The barrier counts main, who never comes.
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
    pthread_t t[3];
    pthread_barrier_init(&all, NULL, 4);
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL); /* 2 */
    pthread_barrier_destroy(&all);
    return 0;
}
