// expect: POLICY
#include "contract.h"

#include <stdlib.h>
__attribute__((constructor)) static void
early(void)
{
    _Exit(0);
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
}
