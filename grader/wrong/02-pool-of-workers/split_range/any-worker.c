// expect: WRONG hint=bad-arguments
// A worker that does not exist gets a share like any other.
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1)
        return;
    int64_t share = n / parts, extra = n % parts;
    /* Dividing before multiplying keeps every product at or below n. */
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
