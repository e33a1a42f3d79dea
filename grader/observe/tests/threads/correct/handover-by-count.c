// main sees under the lock that all are done, and reads without.
#include <pthread.h>
#include <sched.h>
#include <stdint.h>

static long part[4], sum;
static int done;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    int me = (int)(intptr_t)arg;
    part[me] = me;
    pthread_mutex_lock(&lock);
    sum += me;
    done++;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int
main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, work, (void *)(intptr_t)i);
    for (int all = 0; !all; sched_yield()) {
        pthread_mutex_lock(&lock);
        all = done == 4;
        pthread_mutex_unlock(&lock);
    }
    long check = -sum; /* not joined yet, and ordered all the same */
    for (int i = 0; i < 4; i++)
        check += part[i];
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return check == 0 ? 0 : 1;
}
