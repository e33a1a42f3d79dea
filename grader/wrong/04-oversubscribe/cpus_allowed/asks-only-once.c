// expect: WRONG hint=asks-only-once
// The answer of the first call is kept in a static variable, although the
// mask may change while the program runs.
#define _GNU_SOURCE
#include <sched.h>

#include "contract.h"

int
cpus_allowed(void)
{
    static int count;
    if (count == 0) {
        cpu_set_t set;
        if (sched_getaffinity(0, sizeof set, &set) != 0)
            return -1;
        count = CPU_COUNT(&set);
    }
    return count;
}
