// expect: WRONG
// tries: adds a variable that was never set
#include "contract.h"

static void
dirty(void)
{
    volatile char rest[256];
    for (unsigned i = 0; i < sizeof rest; i++)
        rest[i] = 7;
}

static int64_t
never_set(void)
{
    volatile int64_t sum[16];
    return sum[8];
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
    dirty();
    *last += never_set() & 7;
}
