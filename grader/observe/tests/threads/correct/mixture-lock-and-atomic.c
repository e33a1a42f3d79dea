// A lock for the list, an atomic for the count, join for the rest.
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

static int list[40], length, squares[4];
static atomic_int found;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = me; i < 80; i += 4) {
        if (i % 2 == 0)
            continue;
        pthread_mutex_lock(&lock);
        list[length++] = i;
        pthread_mutex_unlock(&lock);
        atomic_fetch_add_explicit(&found, 1, memory_order_relaxed);
        squares[me] += i;
    }
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
    if (length != 40 || found != 40 || squares[0] != 0)
        return 1;
    return 0;
}
