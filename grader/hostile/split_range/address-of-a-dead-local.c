// expect: MEMORY
// tries: uses a local variable of a function that has ended
#include "contract.h"

static volatile int64_t *volatile kept;

static void
keep(int64_t v)
{
    volatile int64_t mine = v;
    kept = &mine;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    keep(*last);
    *kept += 0;
}
