// expect: WRONG hint=dead-child-ignored
// Nobody looks at how much read has got.
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>

static int64_t
sum_of(const int32_t *from, const int32_t *end)
{
    int64_t sum = 0;
    while (from < end)
        sum += *from++;
    return sum;
}

int64_t
fork_sum(const int32_t *v, size_t n)
{
    int ends[2];
    if (v == NULL && n > 0)
        return -1;
    if (pipe(ends) == -1)
        return -1;
    pid_t child = fork();
    if (child == -1) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (child == 0) {
        int64_t upper = sum_of(v + n / 2, v + n);
        close(ends[0]);
        _exit(write(ends[1], &upper, sizeof upper) != sizeof upper);
    }
    close(ends[1]);
    int64_t lower = sum_of(v, v + n / 2), upper = 0;
    if (read(ends[0], &upper, sizeof upper) == -1)
        upper = 0;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return lower + upper;
}
