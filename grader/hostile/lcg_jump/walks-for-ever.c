// expect: TLE
// tries: takes every step, of which there are 2^64
#include "contract.h"

uint64_t
lcg_jump(uint64_t x, uint64_t a, uint64_t c, uint64_t k)
{
    for (volatile uint64_t i = 0; i < k; i++)
        x = a * x + c;
    return x;
}
