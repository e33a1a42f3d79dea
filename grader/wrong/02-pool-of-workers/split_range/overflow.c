// expect: WRONG hint=overflow
// n * k / parts is the right idea, but n * k no longer fits into 64 bits
// when n is large.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    *first = n * k / parts;
    *last = n * (k + 1) / parts;
}
