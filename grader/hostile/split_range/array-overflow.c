// expect: MEMORY
// tries: writes behind a local array
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    volatile int64_t a[4] = {0};
    volatile int i = 4 + (k & 1);
    a[i - 1 + (i == 4)] = 1;
    *last += a[0];
}
