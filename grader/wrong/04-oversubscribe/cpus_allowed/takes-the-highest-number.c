// expect: WRONG hint=takes-the-highest-number
// The highest CPU number in the mask plus one is returned, which is the
// count only if no CPU below it is missing.
#define _GNU_SOURCE
#include <sched.h>

#include "contract.h"

int
cpus_allowed(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return -1;
    int highest = -1;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &set))
            highest = cpu;
    return highest + 1;
}
