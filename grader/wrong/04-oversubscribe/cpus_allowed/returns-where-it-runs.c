// expect: WRONG hint=returns-where-it-runs
// sched_getcpu names the one CPU the thread runs on at this moment; it is a
// number of a CPU, not a number of CPUs.
#define _GNU_SOURCE
#include <sched.h>

#include "contract.h"

int
cpus_allowed(void)
{
    return sched_getcpu() + 1;
}
