// expect: DEADLOCK potential
// says: Thread 1 and thread 2 can come to wait for each other; this run was lucky: thread 1 locks `a` ({1}) and then `b` ({2}); thread 2 locks `b` ({3}) and then `a` ({4}). Take the locks in the same order everywhere.
// Two orders, but the threads do not meet this time.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;

static void *
one(void *arg)
{
    pthread_mutex_lock(&a); /* 1 */
    pthread_mutex_lock(&b); /* 2 */
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return arg;
}

static void *
two(void *arg)
{
    usleep(50000);
    pthread_mutex_lock(&b); /* 3 */
    pthread_mutex_lock(&a); /* 4 */
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
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
