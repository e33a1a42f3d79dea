// expect: DEADLOCK
// says: Threads 1 and 2 wait for each other: thread 1 wants `b` ({2}), which thread 2 holds ({3}); thread 2 wants `a` ({4}), which thread 1 holds ({1}). Nobody can unlock. Take the locks in the same order everywhere.
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t b = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t both;
static void *
one(void *arg)
{
    pthread_mutex_lock(&a); /* 1 */
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&b); /* 2 */
    pthread_mutex_unlock(&b);
    pthread_mutex_unlock(&a);
    return arg;
}
static void *
two(void *arg)
{
    pthread_mutex_lock(&b); /* 3 */
    pthread_barrier_wait(&both);
    pthread_mutex_lock(&a); /* 4 */
    pthread_mutex_unlock(&a);
    pthread_mutex_unlock(&b);
    return arg;
}
int
main(void)
{
    pthread_t t[2];
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&t[0], NULL, one, NULL);
    pthread_create(&t[1], NULL, two, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    pthread_barrier_destroy(&both);
}
