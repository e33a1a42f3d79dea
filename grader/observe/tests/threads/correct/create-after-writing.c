// What is written before create is seen by the new thread.
#include <pthread.h>
#include <stddef.h>

static int table[64];

static void *
work(void *arg)
{
    int sum = 0;
    for (int i = 0; i < 64; i++)
        sum += table[i];
    return sum == 2016 ? arg : NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 64; i++)
        table[i] = i;
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 64; i++)
        table[i] = 0;
    return 0;
}
