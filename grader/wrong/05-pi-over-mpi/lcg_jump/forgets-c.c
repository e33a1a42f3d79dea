// expect: WRONG hint=forgets-c
// Only the multiplications are jumped over: the result is a^k * x, right
// for c = 0 and for no other c.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    (void)c;
    for (; k > 0; k >>= 1) {
        if (k & 1)
            x = a * x;
        a = a * a;
    }
    return x;
}
