// expect: WRONG hint=squares-a-too-early
// a is squared before the new c is computed from it, which needs the old a.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    for (; k > 0; k >>= 1) {
        if (k & 1)
            x = a * x + c;
        a = a * a;
        c = (a + 1) * c;
    }
    return x;
}
