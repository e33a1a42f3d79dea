// A release store publishes, an acquire load sees.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static int data[4];
static atomic_int ready;

static void *
writer(void *arg)
{
    for (int i = 0; i < 4; i++)
        data[i] = i;
    atomic_store_explicit(&ready, 1, memory_order_release);
    return arg;
}

static void *
reader(void *arg)
{
    while (!atomic_load_explicit(&ready, memory_order_acquire))
        sched_yield();
    return data[3] == 3 ? arg : NULL;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, writer, NULL);
    pthread_create(&t[1], NULL, reader, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
