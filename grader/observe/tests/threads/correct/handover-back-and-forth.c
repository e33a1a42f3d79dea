// Two threads take turns with data that has no lock of its own.
#include <pthread.h>
#include <sched.h>
#include <stdint.h>

static int turn, data;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = 0; i < 20; i++) {
        for (int mine = 0; !mine; sched_yield()) {
            pthread_mutex_lock(&lock);
            mine = turn == me;
            pthread_mutex_unlock(&lock);
        }
        data++;
        pthread_mutex_lock(&lock);
        turn = 1 - me;
        pthread_mutex_unlock(&lock);
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
    if (data != 40)
        return 1;
    return 0;
}
