// Two orders, but only under a third lock.
#include <pthread.h>
#include <stdint.h>

static int x;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = 0; i < 10; i++) {
        pthread_mutex_lock(&gate);
        pthread_mutex_lock(me ? &a : &b);
        pthread_mutex_lock(me ? &b : &a);
        x++;
        pthread_mutex_unlock(me ? &b : &a);
        pthread_mutex_unlock(me ? &a : &b);
        pthread_mutex_unlock(&gate);
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (x != 20)
        return 1;
    return 0;
}
