// Each thread has its own copy.
#include <pthread.h>
#include <stddef.h>

static _Thread_local int mine[10];
static int results[4];

static void *
work(void *arg)
{
    for (int i = 0; i < 50; i++)
        mine[i % 10]++;
    *(int *)arg = mine[0];
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, &results[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    if (results[3] != 5 || mine[0] != 0)
        return 1;
    return 0;
}
