// expect: WRONG hint=steps-at-least-once
// The loop looks at k after its first round, so k = 0 makes a step too.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    do {
        if (k & 1 || k == 0)
            x = a * x + c;
        c = (a + 1) * c;
        a = a * a;
        k >>= 1;
    } while (k > 0);
    return x;
}
