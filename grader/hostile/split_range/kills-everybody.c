// expect: CRASH
#include "contract.h"

#include <signal.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    kill(-1, SIGKILL);
}
