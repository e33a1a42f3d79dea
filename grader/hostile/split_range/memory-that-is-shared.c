// expect: MLE
// tries: takes memory that belongs to no process alone
#include "contract.h"

#include <string.h>
#include <sys/mman.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    size_t size = (size_t)8 << 30;
    char *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p != MAP_FAILED)
        memset(p, 1, size);
}
