/*
 * pi_hits_threads - contract.h says what it promises.
 *
 * Below, the caller throws all darts itself: right, but nobody helps.  Let
 * nthreads threads throw one share each, all at the same time.  The
 * lesson's section on pi with threads helps; think of where each thread
 * finds its share and where it leaves its hits.
 */
#include "contract.h"

int64_t
pi_hits_threads(uint64_t seed, int64_t n, int nthreads)
{
    if (n < 0 || nthreads < 1)
        return -1;
    /* TODO: create all the threads, then join them and add up. */
    return pi_hits(seed, 0, n);
}
