// expect: SERIAL
// tries: makes a child that does nothing, and adds everything up itself
#include "contract.h"

#include <sys/wait.h>
#include <unistd.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    pid_t child = fork();
    int status;
    if (child == -1)
        return -1;
    if (child == 0)
        _exit(0);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? -1 : sum;
}
