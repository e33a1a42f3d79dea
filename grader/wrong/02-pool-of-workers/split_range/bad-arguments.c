// expect: WRONG hint=bad-arguments
// Only parts < 1 is looked for; a k outside 0 .. parts-1 or a negative n
// gets a share all the same.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (parts < 1)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
