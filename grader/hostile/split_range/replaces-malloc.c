// expect: POLICY
#include "contract.h"

#include <stddef.h>
void *
malloc(size_t n)
{
    (void)n;
    return NULL;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
}
