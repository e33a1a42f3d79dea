// expect: WRONG hint=counts-steps-in-32-bits
// k is copied into an unsigned int, and the upper 32 bits of it are lost.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    for (unsigned int left = (unsigned int)k; left > 0; left >>= 1) {
        if (left & 1)
            x = a * x + c;
        c = (a + 1) * c;
        a = a * a;
    }
    return x;
}
