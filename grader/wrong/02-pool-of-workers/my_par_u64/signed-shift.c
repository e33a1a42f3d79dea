// expect: WRONG hint=signed-shift
// The bits are shifted as a signed number, so copies of the sign bit move
// in from the left instead of zeros.
#include "contract.h"

static uint64_t
mix(uint64_t z)
{
    z = (z ^ (uint64_t)((int64_t)z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (uint64_t)((int64_t)z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (uint64_t)((int64_t)z >> 31);
}

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    const uint64_t step = UINT64_C(0x9E3779B97F4A7C15);
    return mix(seed + (i + 1) * step);
}
