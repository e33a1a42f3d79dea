/*
 * shared_count - contract.h says what it promises.
 *
 * Below, the caller alone counts, for one child.  Put one counter where
 * all children see it, let each of them add 1 to it per_proc times, and
 * lose no addition.  The lesson's section on a shared page helps with the
 * first, <stdatomic.h> with the last.
 */
#include "contract.h"

int64_t
shared_count(int nproc, int64_t per_proc)
{
    if (nproc < 1 || per_proc < 0)
        return -1;
    /* TODO: a counter in shared memory, and nproc children that count. */
    int64_t counter = 0;
    for (int64_t i = 0; i < per_proc; i++)
        counter++;
    /* TODO: wait for all of them before you read the counter. */
    return counter;
}
