// expect: POLICY
// tries: has a memcmp of its own, which the harness would call
#include "contract.h"

int
memcmp(const void *a, const void *b, size_t n)
{
    (void)a, (void)b, (void)n;
    return 0;
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
}
