// expect: RACE
// says: Nothing orders two threads at *`part*: thread ? *s it at * with no lock held; thread ? *s it at * with no lock held. *
// Phase two reads what the neighbour may not have written yet.
#include <pthread.h>
#include <stdint.h>

static long part[4], sum[4];

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    part[me] = me + 1;                  /* 1 */
    sum[me] = part[me] + part[(me + 1) % 4]; /* 2 */
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
