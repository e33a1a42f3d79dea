// expect: TLE
#include "contract.h"

#include <signal.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    for (int i = 1; i < 65; i++)
        signal(i, SIG_IGN);
    for (volatile int64_t i = 0;; i++)
        continue;
}
