// expect: MEMORY
// tries: asks the compiler to forget the memory check
#include "contract.h"

#include <stdlib.h>

#pragma GCC optimize("no-sanitize=all")
#pragma GCC optimize("fno-sanitize=address")
#pragma GCC diagnostic ignored "-Wpragmas"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    int64_t *volatile p = malloc(8);
    p[1] = *last;
    *last = p[1];
    free(p);
}
