// expect: CE
// tries: an array of two thousand million items, written in one line
#include "contract.h"


long long big[] = {[0 ... 2000000000] = 1};

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    *last += big[k] - 1;
}
