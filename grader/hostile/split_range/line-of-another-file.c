// expect: CE
// tries: lets the compiler quote a file that the answer does not include
// hides: root[:]x
#include "contract.h"


#line 1 "/etc/passwd"
int broken = ;
#line 1 "/compile.sh"
int broken_too = ;

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
