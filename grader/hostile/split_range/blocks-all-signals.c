// expect: TLE
// tries: blocks every signal and goes on for ever
#include "contract.h"

#include <signal.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile int i = 0;; i = !i)
        continue;
}
