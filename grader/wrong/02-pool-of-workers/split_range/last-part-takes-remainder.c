// expect: WRONG hint=last-part-takes-remainder
// All shares are n / parts long and the last one takes the whole remainder
// on top.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts;
    *first = k * share;
    *last = k == parts - 1 ? n : *first + share;
}
