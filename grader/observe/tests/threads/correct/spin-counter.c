// A spin lock is a lock.
#include <pthread.h>
#include <stddef.h>

static int count;
static pthread_spinlock_t spin;

static void *
work(void *arg)
{
    for (int i = 0; i < 50; i++) {
        pthread_spin_lock(&spin);
        count++;
        pthread_spin_unlock(&spin);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[2];
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    pthread_spin_destroy(&spin);
    if (count != 100)
        return 1;
    return 0;
}
