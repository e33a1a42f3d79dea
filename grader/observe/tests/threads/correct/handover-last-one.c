// The last to arrive adds up what all have left.
#include <pthread.h>
#include <stdint.h>

static long part[4], total;
static int arrived;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    part[me] = 10 + me;
    pthread_mutex_lock(&lock);
    int last = ++arrived == 4;
    pthread_mutex_unlock(&lock);
    if (last) {
        for (int i = 0; i < 4; i++)
            total += part[i];
        arrived = 0; /* nobody else comes any more */
    }
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    if (total != 46 || arrived != 0)
        return 1;
    return 0;
}
