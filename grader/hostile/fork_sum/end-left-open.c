// expect: DEADLOCK
// tries: reads to the end of a pipe that it holds open itself
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
    for (size_t i = 0; i < n / 2; i++)
        lower += v[i];
    if (read(ends[0], &upper, sizeof upper) != sizeof upper)
        lower = -1;
    char rest;
    while (read(ends[0], &rest, 1) > 0)
        continue;
    close(ends[1]);
    waitpid(child, NULL, 0);
    close(ends[0]);
    return lower + upper;
}
