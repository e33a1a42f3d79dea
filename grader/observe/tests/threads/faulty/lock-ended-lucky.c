// expect: DEADLOCK potential
// says: Thread 1 ended while it held `lock` (locked at {1}). Nobody can unlock it any more: the next one to lock it waits for ever. Unlock it on every way out.
// The same, and nobody needs the lock this time.
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock); /* 1 */
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
