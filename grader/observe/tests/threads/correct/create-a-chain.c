// Threads that make threads: the order goes through.
#include <pthread.h>
#include <stdint.h>

static int depth;

static void *
work(void *arg)
{
    int left = (int)(intptr_t)arg;
    pthread_t t;
    depth++;
    if (left > 0) {
        pthread_create(&t, NULL, work, (void *)(intptr_t)(left - 1));
        pthread_join(t, NULL);
    }
    depth++;
    return NULL;
}

int
main(void)
{
    work((void *)(intptr_t)5);
    return depth == 12 ? 0 : 1;
}
