// expect: PASS
// tries: puts files where the standard streams were
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
    for (int fd = 0; fd < 3; fd++) {
        int null = open("/dev/null", O_RDWR);
        dup2(null, fd);
        if (null > 2)
            close(null);
    }
}
