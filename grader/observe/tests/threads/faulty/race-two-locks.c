// expect: RACE
// says: Nothing orders two threads at `total`: thread 1 *s it at {1} holding `red` (locked at {3}); thread 2 *s it at {2} holding `blue` (locked at {4}). Two different locks keep nobody apart: take the same one at both places.
// Each thread has a lock of its own for the same variable.
#include <pthread.h>

static long total;
static pthread_mutex_t red = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t blue = PTHREAD_MUTEX_INITIALIZER;

static void *
one(void *arg)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&red); /* 3 */
        total++;                  /* 1 */
        pthread_mutex_unlock(&red);
    }
    return arg;
}

static void *
two(void *arg)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&blue); /* 4 */
        total++;                   /* 2 */
        pthread_mutex_unlock(&blue);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, one, NULL);
    pthread_create(&t[1], NULL, two, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
