// expect: WRONG hint=remainder-dropped
// All shares are n / parts long, and the n % parts items that are left over
// go to nobody.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts;
    *first = k * share;
    *last = *first + share;
}
