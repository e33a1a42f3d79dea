// expect: POLICY
// tries: has a strcmp of its own, which the harness would call
#include "contract.h"

int
strcmp(const char *a, const char *b)
{
    (void)a, (void)b;
    return 0;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
