// expect: CRASH
// tries: overwrites what its caller keeps on the stack
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    volatile char *p = __builtin_frame_address(0);
    for (int i = 0; i < 4096; i++)
        p[i] = 0;
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
