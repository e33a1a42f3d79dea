// expect: CE
#include "contract.h"
void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = n *;
}
