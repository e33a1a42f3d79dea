// What trylock gets is a lock like any other.
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

static long sum, missed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    for (int i = 0; i < 50;) {
        if (pthread_mutex_trylock(&lock) != 0) {
            sched_yield();
            continue;
        }
        sum += i++;
        pthread_mutex_unlock(&lock);
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
    if (missed != 0 || sum != 3 * 1225)
        return 1;
    return 0;
}
