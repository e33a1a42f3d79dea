// expect: CE
// tries: embeds the solution as a string of bytes
// hides: Every worker gets[ ]n
#include "contract.h"


static const char solution[] = {
#embed "../../solutions/02-pool-of-workers/split_range.c"
};

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    *last += solution[0];
}
