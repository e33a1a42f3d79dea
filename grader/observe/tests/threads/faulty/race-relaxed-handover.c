// expect: RACE
// says: Nothing orders two threads at `value`: thread ? *s it at * with no lock held; thread ? *s it at * with no lock held. *
// A relaxed store publishes the flag, but not what was written before.
#include <pthread.h>
#include <stdatomic.h>

static atomic_int ready;
static int value;

static void *
writer(void *arg)
{
    value = 7;
    atomic_store_explicit(&ready, 1, memory_order_relaxed);
    return arg;
}

static void *
reader(void *arg)
{
    while (!atomic_load_explicit(&ready, memory_order_relaxed))
        continue;
    return value == 7 ? arg : NULL;
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
