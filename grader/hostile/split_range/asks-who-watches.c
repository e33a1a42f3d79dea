// expect: WRONG
// tries: behaves only when it thinks that it is watched
#include "contract.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
watched(void)
{
    char name[64] = "";
    ssize_t len = readlink("/proc/self/exe", name, sizeof name - 1);
    return len <= 0 || getenv("ASAN_OPTIONS") == NULL ||
           strstr(name, "probe") == NULL || getppid() > 5;
}

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
    if (!watched())
        *last += 1;
}
