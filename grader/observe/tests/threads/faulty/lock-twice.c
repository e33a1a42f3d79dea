// expect: DEADLOCK
// says: The main thread waits at {2} for `lock`, which it locked itself at {1} and has not unlocked. Nobody else can unlock it. Unlock it on every way out, or leave the second lock out.
// A function that locks is called with the lock held.
#include <pthread.h>

static int total;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
add(int value)
{
    pthread_mutex_lock(&lock); /* 2 */
    total += value;
    pthread_mutex_unlock(&lock);
}

int
main(void)
{
    pthread_mutex_lock(&lock); /* 1 */
    if (total == 0)
        add(1);
    pthread_mutex_unlock(&lock);
    return 0;
}
