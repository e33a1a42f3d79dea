// expect: LEAK
// says: Thread 1, made at {1}, has ended and was never joined; what the system keeps for it is lost. Join it, or detach it.
// The thread is over, but nobody asked.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static void *
work(void *arg)
{
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL); /* 1 */
    usleep(100000);
    return 0;
}
