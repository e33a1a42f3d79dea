// Relaxed is enough to count; join orders the last look.
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_long count;

static void *
work(void *arg)
{
    for (int i = 0; i < 200; i++)
        atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
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
    if (atomic_load_explicit(&count, memory_order_relaxed) != 800)
        return 1;
    return 0;
}
