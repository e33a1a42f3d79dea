// expect: PASS
// tries: opens files until no more can be opened
#include "contract.h"

#include <fcntl.h>
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
    static int done;
    if (done++)
        return;
    int low = open("/dev/null", O_RDONLY), high = low;
    while (high >= 0 && high < 1000000) {
        int fd = open("/dev/null", O_RDONLY);
        if (fd < 0)
            break;
        high = fd;
    }
    for (int fd = low; fd <= high; fd++)
        close(fd);
}
