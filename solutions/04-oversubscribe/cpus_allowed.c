/* cpus_allowed.c - how many CPUs may this thread run on? */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>

#include "contract.h"

int
cpus_allowed(void)
{
    /* The kernel answers EINVAL if the machine has more CPUs than the set
     * has room for, so ask again with a larger one. */
    for (int room = 1024; room <= 1 << 20; room *= 2) {
        cpu_set_t *set = CPU_ALLOC(room);
        if (set == NULL)
            return -1;
        size_t bytes = CPU_ALLOC_SIZE(room);
        int known = sched_getaffinity(0, bytes, set) == 0;
        int count = known ? CPU_COUNT_S(bytes, set) : -1;
        int too_small = !known && errno == EINVAL;
        CPU_FREE(set);
        if (!too_small)
            return count;
    }
    return -1;
}
