// A lock made of one flag.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_flag taken = ATOMIC_FLAG_INIT;
static int count;

static void *
work(void *arg)
{
    for (int i = 0; i < 50; i++) {
        while (atomic_flag_test_and_set_explicit(&taken,
                                                 memory_order_acquire))
            sched_yield();
        count++;
        atomic_flag_clear_explicit(&taken, memory_order_release);
    }
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    if (count != 150)
        return 1;
    return 0;
}
