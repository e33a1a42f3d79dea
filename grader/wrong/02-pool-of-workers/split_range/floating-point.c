// expect: WRONG hint=floating-point
// The borders are computed in double, which holds 53 bits; above 2^53 items
// they are rounded.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    *first = (int64_t)((double)n / parts * k);
    *last = k == parts - 1 ? n : (int64_t)((double)n / parts * (k + 1));
}
