// expect: DEADLOCK
// says: Thread 1 waits at {1} for a signal of `go`, which nobody has ever sent, and nobody is left to send one. Who makes the condition true has to signal it.
// A library's thread waits for work meanwhile, and was there first.
// library: keeps
#include <pthread.h>
#include <stddef.h>

int library_starts(void);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t go = PTHREAD_COND_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_wait(&go, &lock); /* 1 */
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t;
    if (library_starts() != 0)
        return 1;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    return 0;
}
