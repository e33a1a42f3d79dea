// expect: ZOMBIE
// tries: leaves the child unwaited for
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    int ends[2];
    if ((v == NULL && n > 0) || pipe(ends) == -1)
        return -1;
    int64_t lower = 0, upper = 0;
    pid_t child = fork();
    if (child == 0) {
        for (size_t i = n / 2; i < n; i++)
            upper += v[i];
        _exit(write(ends[1], &upper, sizeof upper) != sizeof upper);
    }
    close(ends[1]);
    for (size_t i = 0; i < n / 2; i++)
        lower += v[i];
    if (read(ends[0], &upper, sizeof upper) != sizeof upper)
        lower = -1;
    close(ends[0]);
    return lower + upper;
}
