// expect: DEADLOCK
// says: Thread 1 waits at {1} for `lock`, which it locked itself at {1} and has not unlocked. *
// A way out that does not unlock.
#include <pthread.h>

static int left = 5;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int
take(int n)
{
    pthread_mutex_lock(&lock); /* 1 */
    if (left < n)
        return -1;
    left -= n;
    pthread_mutex_unlock(&lock);
    return 0;
}

static void *
work(void *arg)
{
    for (int i = 0; i < 4; i++)
        take(3);
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    return 0;
}
