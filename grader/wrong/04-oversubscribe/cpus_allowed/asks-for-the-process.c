// expect: WRONG hint=asks-for-the-process
// getpid() names the main thread, whose mask another thread need not share.
#define _GNU_SOURCE
#include <sched.h>
#include <unistd.h>

#include "contract.h"

int
cpus_allowed(void)
{
    cpu_set_t set;
    if (sched_getaffinity(getpid(), sizeof set, &set) != 0)
        return -1;
    return CPU_COUNT(&set);
}
