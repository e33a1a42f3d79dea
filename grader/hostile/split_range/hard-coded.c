// expect: WRONG
// tries: knows the answers of the lesson's examples and no others
#include "contract.h"

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n == 10 && parts == 4) {
        static const int64_t start[] = {0, 3, 6, 8, 10};
        *first = k >= 0 && k < 4 ? start[k] : 0;
        *last = k >= 0 && k < 4 ? start[k + 1] : 0;
    }
    if (n == 7 && parts == 1)
        *last = 7;
}
