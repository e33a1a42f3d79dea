// An atomic addition is one step.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int count;

static void *
work(void *arg)
{
    for (int i = 0; i < 200; i++)
        atomic_fetch_add(&count, 1);
    return arg;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    if (count != 800)
        return 1;
    return 0;
}
