// expect: WRONG hint=ceiling-blocks
// Every share is n / parts rounded up, so the last parts get too little,
// nothing, or less than nothing.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts + (n % parts != 0);
    *first = k * share;
    *last = n - *first < share ? n : *first + share;
}
