// expect: RACE
// says: Nothing orders two threads at `value`: the main thread reads it at {2} with no lock held; thread 1 writes it at {1} with no lock held. *
// Sleeping makes it likely that the other one was first, not certain.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int value;

static void *
work(void *arg)
{
    value = 1; /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    usleep(20000);
    printf("%d\n", value); /* 2 */
    pthread_join(t, NULL);
    return 0;
}
