// expect: SERIAL hint=no-child
// The caller adds up all the numbers itself, and no child takes part.
#include "contract.h"

int64_t
fork_sum(const int32_t *v, size_t n)
{
    if (v == NULL && n > 0)
        return -1;
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum;
}
