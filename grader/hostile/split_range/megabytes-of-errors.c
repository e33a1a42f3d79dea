// expect: CE
// tries: more errors than anybody reads
#include "contract.h"


#define T a b;
#define F T T T T T T T T T T
#define G F F F F F F F F F F
#define H G G G G G G G G G G
H H H H H H H H H H

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
