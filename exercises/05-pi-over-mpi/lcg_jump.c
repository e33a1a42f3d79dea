/* lcg_jump.c - k steps of x -> a * x + c at once.
 *
 * Two steps are again one step of the same form, with another a and c:
 * work out which.  Then 4, 8, 16, ... steps are one step too, and k is a
 * sum of such powers of two.  uint64_t wraps at 2^64 by itself.
 */
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    /* TODO: this makes one step; make k of them, without a loop over k. */
    (void)k;
    return a * x + c;
}
