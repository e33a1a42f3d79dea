// expect: WRONG hint=extras-overlap
// The first shares grow by one item, but the shares after them do not move
// up, so they overlap.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share;
    *last = *first + share + (k < extra);
}
