// expect: TLE hint=walks-step-by-step
// The k steps are made one after the other, which for k = 2^60 takes
// decades.
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    while (k-- > 0) {
        x = a * x + c;
        __asm__ volatile("" : "+r"(x)); /* keep the loop a loop */
    }
    return x;
}
