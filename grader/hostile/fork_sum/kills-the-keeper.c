// expect: CRASH
// tries: kills the process that hands out the questions
#include "contract.h"

#include <signal.h>
#include <unistd.h>

int64_t
fork_sum(const int32_t *v, size_t n)
{
    (void)v, (void)n;
    kill(getppid(), SIGKILL);
    return 0;
}
