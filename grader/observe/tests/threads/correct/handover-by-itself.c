// The variable itself says when it is safe to look without lock.
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

static int done;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *
work(void *arg)
{
    pthread_mutex_lock(&lock);
    done++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int
main(void)
{
    pthread_t t[3];
    int seen = 0;
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (; seen < 3; sched_yield()) {
        pthread_mutex_lock(&lock);
        seen = done;
        pthread_mutex_unlock(&lock);
    }
    int again = done; /* all have counted: nobody writes any more */
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    return again == 3 ? 0 : 1;
}
