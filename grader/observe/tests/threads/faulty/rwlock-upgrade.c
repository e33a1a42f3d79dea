// expect: DEADLOCK
// says: * waits at {2} for `lock`, which it locked itself at {1} and has not unlocked. *
// A reader wants to write and does not let go first.
#include <pthread.h>

static int value;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

int
main(void)
{
    pthread_rwlock_rdlock(&lock); /* 1 */
    if (value == 0) {
        pthread_rwlock_wrlock(&lock); /* 2 */
        value = 1;
        pthread_rwlock_unlock(&lock);
    }
    pthread_rwlock_unlock(&lock);
    return 0;
}
