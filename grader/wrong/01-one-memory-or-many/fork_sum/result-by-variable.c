// expect: WRONG hint=result-by-variable
// The child assigns its sum to a variable and the parent reads its own,
// unchanged copy of it.
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

static int64_t upper;

int64_t
fork_sum(const int32_t *v, size_t n)
{
    if (v == NULL && n > 0)
        return -1;
    upper = 0;
    pid_t child = fork();
    if (child == -1)
        return -1;
    if (child == 0) {
        upper = sum(v, n / 2, n);
        _exit(0);
    }
    int64_t lower = sum(v, 0, n / 2);
    while (waitpid(child, NULL, 0) == -1 && errno == EINTR)
        continue;
    return lower + upper;
}
