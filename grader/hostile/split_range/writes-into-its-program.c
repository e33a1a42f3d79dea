// expect: PASS
// tries: fails if it can change its own program for the next run
#include "contract.h"

#include <fcntl.h>
#include <sys/stat.h>
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
    static const char *const paths[] = {"/probe", "/proc/self/exe",
                                        "/warden", "/course/machine/mpirun",
                                        "/usr/bin/mpirun"};
    for (int i = 0; i < 5; i++) {
        int fd = open(paths[i], O_RDWR);
        *last +=
            fd >= 0 || unlink(paths[i]) == 0 || chmod(paths[i], 0777) == 0;
        if (fd >= 0)
            close(fd);
    }
}
