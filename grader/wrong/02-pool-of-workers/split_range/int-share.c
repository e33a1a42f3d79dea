// expect: WRONG hint=overflow
// The size of a share is kept in an int, which holds no more than 2^31 - 1.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int share = (int)(n / parts), extra = (int)(n % parts);
    *first = (int64_t)k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
