// expect: WRONG
// tries: changes the affinity of the process
#include "contract.h"

#include <sched.h>

int
cpus_allowed(void)
{
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
    return 1;
}
