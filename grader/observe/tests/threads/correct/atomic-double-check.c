// Look first without the lock, but atomically.
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static _Atomic(int *) table;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const int *
get(void)
{
    int *t = atomic_load_explicit(&table, memory_order_acquire);
    if (t != NULL)
        return t;
    pthread_mutex_lock(&lock);
    t = atomic_load_explicit(&table, memory_order_relaxed);
    if (t == NULL) {
        t = malloc(8 * sizeof *t);
        for (int i = 0; i < 8; i++)
            t[i] = i;
        atomic_store_explicit(&table, t, memory_order_release);
    }
    pthread_mutex_unlock(&lock);
    return t;
}

static void *
work(void *arg)
{
    return get()[7] == 7 ? arg : NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    free(table);
    return 0;
}
