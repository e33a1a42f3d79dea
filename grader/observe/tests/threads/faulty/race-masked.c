// expect: RACE
// says: Nothing orders two threads at `g`: thread ? *s it at {1} with no lock held; thread ? *s it at * holding `lock` (locked at *). Lock `lock` at {1} too.
#include <pthread.h>
#include <stdio.h>

static int g;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&lock);
        g++;
        pthread_mutex_unlock(&lock);
    }
    g++; /* 1 */
    for (int i = 0; i < 100; i++) {
        pthread_mutex_lock(&lock);
        g++;
        pthread_mutex_unlock(&lock);
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
    printf("%d\n", g);
    return 0;
}
