// expect: RACE
// says: Nothing orders two threads at `count`: thread 1 *s it at {1} with no lock held; thread 2 *s it at {1} with no lock held. Lock one mutex at both places, make it atomic, or let one wait for the other.
// Two threads count in one variable.
#include <pthread.h>
#include <stdio.h>

static long count;

static void *
work(void *arg)
{
    for (int i = 0; i < 1000; i++)
        count++; /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
