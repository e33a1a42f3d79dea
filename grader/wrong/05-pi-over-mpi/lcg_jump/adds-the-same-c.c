// expect: WRONG hint=adds-the-same-c
// a is squared for two, four, eight steps, but c stays that of a single
// step.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    for (; k > 0; k >>= 1) {
        if (k & 1)
            x = a * x + c;
        a = a * a;
    }
    return x;
}
