// expect: WRONG hint=tries-every-cpu
// It counts the CPUs it can move to, but moving changes the mask, and a
// mask may be widened again by its owner.
#define _GNU_SOURCE
#include <sched.h>

#include "contract.h"

int
cpus_allowed(void)
{
    int count = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(cpu, &one);
        count += sched_setaffinity(0, sizeof one, &one) == 0;
    }
    return count;
}
