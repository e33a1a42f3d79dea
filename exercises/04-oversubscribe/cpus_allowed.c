/* cpus_allowed.c - how many CPUs may this thread run on?
 *
 * The machine may have more than you are given: run the program under
 * `taskset -c 0` and the answer is 1.  The lesson's program slots.c prints
 * the list of CPUs; see `man sched_getaffinity` and `man CPU_COUNT`.  They
 * need `#define _GNU_SOURCE` above the first #include.
 */
#include "contract.h"

int
cpus_allowed(void)
{
    /* TODO: ask for the affinity mask and count its CPUs. */
    return 0;
}
