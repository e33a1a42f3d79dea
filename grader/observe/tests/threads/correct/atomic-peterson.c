// Two flags and a turn, all sequentially consistent.
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdint.h>

static atomic_int wants[2], turn;
static int count;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = 0; i < 20; i++) {
        wants[me] = 1;
        turn = 1 - me;
        while (wants[1 - me] && turn == 1 - me)
            sched_yield();
        count++;
        wants[me] = 0;
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (count != 40)
        return 1;
    return 0;
}
