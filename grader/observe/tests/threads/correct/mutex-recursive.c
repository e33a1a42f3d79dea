// A recursive mutex may be locked twice by its owner.
#include <pthread.h>
#include <stddef.h>

static int total;
static pthread_mutex_t lock;

static void
add(int value)
{
    pthread_mutex_lock(&lock);
    total += value;
    pthread_mutex_unlock(&lock);
}

static void *
work(void *arg)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&lock);
        add(1);
        total += 1;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &a);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    pthread_mutex_destroy(&lock);
    if (total != 80)
        return 1;
    return 0;
}
