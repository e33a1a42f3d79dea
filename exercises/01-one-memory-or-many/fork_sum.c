/*
 * fork_sum - contract.h says what it promises.
 *
 * Below, nobody adds anything.  Let a child add the upper half and send its
 * sum through a pipe while the caller adds the lower half.  The lesson's
 * section on pipes shows every call you need.
 */
#include "contract.h"

int64_t
fork_sum(const int32_t *v, size_t n)
{
    if (v == NULL && n > 0)
        return -1;
    int64_t sum = 0;
    /* TODO: make a pipe and a child; the child adds v[n/2] .. v[n-1]. */
    /* TODO: add v[0] .. v[n/2-1], receive the child's sum, reap it. */
    return sum;
}
