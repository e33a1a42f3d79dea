// expect: WRONG hint=sum-as-exit-status
// The child returns its sum as its exit status, of which only eight bits
// arrive.
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract.h"

static int64_t
sum(const int32_t *v, size_t first, size_t last)
{
    int64_t s = 0;
    for (size_t i = first; i < last; i++)
        s += v[i];
    return s;
}

int64_t
fork_sum(const int32_t *v, size_t n)
{
    if (v == NULL && n > 0)
        return -1;
    pid_t child = fork();
    if (child == -1)
        return -1;
    if (child == 0)
        _exit((int)sum(v, n / 2, n));
    int64_t lower = sum(v, 0, n / 2);
    int status = 0;
    while (waitpid(child, &status, 0) == -1 && errno == EINTR)
        continue;
    return lower + WEXITSTATUS(status);
}
