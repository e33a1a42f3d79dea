// expect: TLE
#include "contract.h"

#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    for (;;)
        if (fork() == -1)
            continue;
}
