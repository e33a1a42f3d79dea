/*
 * pi_hits_fork - contract.h says what it promises.
 *
 * Below, the caller throws all darts itself: right, but nobody helps.  Let
 * nproc children throw one share each, all at the same time, and bring
 * their hits back.  The lesson's section on pi with processes helps.
 */
#include "contract.h"

int64_t
pi_hits_fork(uint64_t seed, int64_t n, int nproc)
{
    if (n < 0 || nproc < 1)
        return -1;
    /* TODO: make all the children, then wait for them and add up. */
    return pi_hits(seed, 0, n);
}
