// A signal that is waited for orders like a message.
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static int value, seen;

static void *
work(void *arg)
{
    int which;
    sigwait(arg, &which);
    seen = value;
    return NULL;
}

int
main(void)
{
    pthread_t t;
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&t, NULL, work, &set);
    value = 6;
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
    return seen == 6 ? 0 : 1;
}
