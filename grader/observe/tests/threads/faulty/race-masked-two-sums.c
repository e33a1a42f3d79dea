// expect: RACE
// says: Nothing orders two threads at `sum`: thread ? *s it at {1} with no lock held; thread ? *s it at * holding `lock` (locked at {2}). Lock `lock` at {1} too.
// Two sums under one lock, and one addition outside it.
#include <pthread.h>

static long sum, count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    for (int i = 0; i < 20; i++) {
        pthread_mutex_lock(&lock); /* 2 */
        sum += i;
        count++;
        pthread_mutex_unlock(&lock);
        if (i == 10)
            sum += 1; /* 1 */
    }
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
