// Tickets: who comes first is served first.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_uint next, served;
static int count;

static void *
work(void *arg)
{
    for (int i = 0; i < 30; i++) {
        unsigned my =
            atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);
        while (atomic_load_explicit(&served, memory_order_acquire) != my)
            sched_yield();
        count++;
        atomic_store_explicit(&served, my + 1, memory_order_release);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    if (count != 90)
        return 1;
    return 0;
}
