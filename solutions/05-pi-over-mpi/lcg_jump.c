/* lcg_jump.c - k steps of x -> a * x + c at once.
 *
 * Source: F. B. Brown, "Random number generation with arbitrary strides",
 * Transactions of the American Nuclear Society 71, 1994.
 */
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    /* a and c describe 1, 2, 4, 8, ... steps.  Two steps one after the
     * other are a * (a * x + c) + c = (a * a) * x + (a + 1) * c. */
    while (k > 0) {
        if (k & 1)
            x = a * x + c;
        c = (a + 1) * c;
        a = a * a;
        k >>= 1;
    }
    return x;
}
