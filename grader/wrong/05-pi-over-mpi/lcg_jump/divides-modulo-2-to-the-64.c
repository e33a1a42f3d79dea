// expect: WRONG hint=divides-modulo-2-to-the-64
// The sum 1 + a + ... + a^(k-1) is computed as (a^k - 1) / (a - 1), but
// numbers that have wrapped cannot be divided.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    if (a == 1)
        return x + k * c;
    uint64_t power = 1, square = a;
    for (; k > 0; k >>= 1) {
        if (k & 1)
            power *= square;
        square *= square;
    }
    return power * x + (power - 1) / (a - 1) * c;
}
