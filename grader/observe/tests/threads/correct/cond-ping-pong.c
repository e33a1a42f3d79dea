// Two conditions, one lock, turn by turn.
#include <pthread.h>
#include <stdint.h>

static int turn, played;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t yours[2] = {PTHREAD_COND_INITIALIZER,
                                   PTHREAD_COND_INITIALIZER};

static void *
play(void *arg)
{
    int me = (int)(intptr_t)arg;
    for (int i = 0; i < 25; i++) {
        pthread_mutex_lock(&lock);
        while (turn != me)
            pthread_cond_wait(&yours[me], &lock);
        played++;
        turn = 1 - me;
        pthread_cond_signal(&yours[1 - me]);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, play, (void *)(intptr_t)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (played != 50)
        return 1;
    return 0;
}
