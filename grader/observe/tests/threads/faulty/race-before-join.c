// expect: RACE
// says: Nothing orders two threads at `result`: the main thread reads it at {2} with no lock held; thread 1 writes it at {1} with no lock held. *
// The result is read before the thread is joined.
#include <pthread.h>
#include <stdio.h>

static int result;

static void *
work(void *arg)
{
    result = 42; /* 1 */
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    printf("%d\n", result); /* 2 */
    pthread_join(t, NULL);
    return 0;
}
