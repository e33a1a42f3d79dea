// expect: TLE
// tries: a child stops and continues its parent for ever
#include "contract.h"

#include <signal.h>
#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    pid_t parent = getpid();
    if (fork() == 0)
        for (;;) {
            kill(parent, SIGSTOP);
            usleep(1000);
            kill(parent, SIGCONT);
            usleep(1000);
        }
}
