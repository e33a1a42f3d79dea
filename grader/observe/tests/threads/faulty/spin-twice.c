// expect: DEADLOCK
// says: Thread 1 waits at {2} for `spin`, which it locked itself at {1} and has not unlocked. *
// A spin lock taken twice: it never sleeps, and never gets there.
#include <pthread.h>
#include <stddef.h>

static pthread_spinlock_t spin;

static void *
work(void *arg)
{
    pthread_spin_lock(&spin); /* 1 */
    pthread_spin_lock(&spin); /* 2 */
    pthread_spin_unlock(&spin);
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    return 0;
}
