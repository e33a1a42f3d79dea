// expect: RACE
// says: Nothing orders two threads at the same memory: the main thread frees it at {2} with no lock held; thread 1 reads it at {1} with no lock held. *
// The memory is freed while the thread may still read it.
#include <pthread.h>
#include <stdlib.h>

static int sum;

static void *
work(void *arg)
{
    const int *a = arg;
    for (int i = 0; i < 10; i++)
        sum += a[i]; /* 1 */
    return NULL;
}

int
main(void)
{
    pthread_t t;
    int *a = calloc(10, sizeof *a);
    pthread_create(&t, NULL, work, a);
    free(a); /* 2 */
    pthread_join(t, NULL);
    return 0;
}
