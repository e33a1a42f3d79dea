// expect: WRONG hint=counts-the-machine
// sysconf says how many CPUs the machine has switched on, not how many of
// them this thread may use.
#define _GNU_SOURCE
#include <unistd.h>

#include "contract.h"

int
cpus_allowed(void)
{
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
