// expect: OLE
#include "contract.h"

#include <stdio.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    for (;;)
        puts("the same line again and again");
}
