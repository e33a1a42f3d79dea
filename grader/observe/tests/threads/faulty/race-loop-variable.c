// expect: RACE
// says: Nothing orders two threads at the same memory: the main thread writes it at {2} with no lock held; thread ? reads it at {1} with no lock held. *
// Every thread gets the address of the same loop variable.
#include <pthread.h>
#include <stdio.h>

static int seen[4];

static void *
work(void *arg)
{
    int me = *(int *)arg; /* 1 */
    seen[me % 4] = 1;
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++) /* 2 */
        pthread_create(&t[i], NULL, work, &i);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
