// expect: PASS
// tries: nothing: asks again and again whether the thread has ended
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include "contract.h"
#define ANSWER 42
static void *
work(void *a)
{
    volatile int *p = a;
    *p = ANSWER;
    pthread_exit(a);
}
int
who_sees(enum worker_kind how, int *cell)
{
    if (cell == NULL || (how != BY_FORK && how != BY_THREAD))
        return -1;
    if (how == BY_THREAD) {
        pthread_attr_t at;
        pthread_t t;
        void *back = NULL;
        if (pthread_attr_init(&at))
            return -1;
        pthread_attr_setstacksize(&at, 1 << 18);
        int e = pthread_create(&t, &at, work, cell);
        pthread_attr_destroy(&at);
        if (e)
            return -1;
        while (pthread_tryjoin_np(t, &back) != 0)
            ;
    } else {
        pid_t p = fork();
        if (p < 0)
            return -1;
        if (p == 0) {
            *(volatile int *)cell = ANSWER;
            _exit(0);
        }
        siginfo_t si;
        if (waitid(P_PID, p, &si, WEXITED | WNOWAIT))
            return -1;
        int st;
        waitpid(p, &st, 0);
        if (si.si_code != CLD_EXITED)
            return -1;
    }
    return *cell;
}
