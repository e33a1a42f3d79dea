// expect: RACE
// says: Nothing orders two threads at `hits`: thread 1 *s it at {1} holding `lock` (locked at {2}); thread 2 *s it at {1} holding `lock` (locked at {2}). *
// A read lock lets other readers in; a write needs the write lock.
#include <pthread.h>

static int hits;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static void *
work(void *arg)
{
    for (int i = 0; i < 20; i++) {
        pthread_rwlock_rdlock(&lock); /* 2 */
        hits++;                       /* 1 */
        pthread_rwlock_unlock(&lock);
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
