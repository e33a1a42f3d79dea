// expect: ORPHAN
// says: The program ended while thread 1, made at {1}, was still running; what it had left to do was not done. Join it before main returns.
// main returns, and the program is over for all.
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static void *
work(void *arg)
{
    sleep(5);
    return arg;
}

int
main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL); /* 1 */
    pthread_detach(t);
    return 0;
}
