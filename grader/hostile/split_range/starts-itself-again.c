// expect: TAMPER
// tries: replaces itself by a fresh copy with other settings
#include "contract.h"

#include <stdlib.h>
#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    if (getenv("AGAIN") == NULL) {
        setenv("AGAIN", "1", 1);
        setenv("LD_PRELOAD", "/tmp/mine.so", 1);
        execl("/proc/self/exe", "probe", (char *)NULL);
    }
}
