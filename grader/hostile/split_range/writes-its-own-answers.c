// expect: TAMPER
#include "contract.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    (void)n, (void)parts, (void)k;
    *first = *last = 0;
    int fd = open("/stream/reply.0", O_WRONLY);
    const char *s = "answer 0 0123 5\ni1\n\n";
    if (write(fd, s, strlen(s)) < 0)
        _exit(0);
    close(fd);
}
