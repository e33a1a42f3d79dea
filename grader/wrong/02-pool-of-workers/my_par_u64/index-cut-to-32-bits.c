// expect: WRONG hint=index-cut-to-32-bits
// The index is kept in 32 bits, so the stream starts again after 2^32
// numbers.
#include "contract.h"

static uint64_t
mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    const uint64_t step = UINT64_C(0x9E3779B97F4A7C15);
    uint32_t place = (uint32_t)i + 1;
    return mix(seed + place * step);
}
