// expect: RACE
// says: Nothing orders two threads at `best`: thread ? reads it at {1} with no lock held; thread ? writes it at {2} holding `lock` (locked at {3}). Lock `lock` at {1} too.
// A first look without the lock, to be quick.
#include <pthread.h>

static int best;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
offer(int value)
{
    if (value <= best) /* 1 */
        return;
    pthread_mutex_lock(&lock); /* 3 */
    if (value > best)
        best = value; /* 2 */
    pthread_mutex_unlock(&lock);
}

static void *
work(void *arg)
{
    for (int i = 1; i < 30; i++)
        offer(i);
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
