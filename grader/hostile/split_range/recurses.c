// expect: CRASH
#include "contract.h"

static int64_t
deep(volatile int64_t n)
{
    volatile char page[4096];
    page[0] = (char)n;
    return n < 0 ? 0 : deep(n + 1) + page[0];
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    *first = deep(1);
}
