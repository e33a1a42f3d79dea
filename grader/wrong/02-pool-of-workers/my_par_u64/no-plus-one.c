// expect: WRONG hint=no-plus-one
// The walk takes i steps instead of i + 1, so every number comes one place
// too late.
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
    return mix(seed + i * step);
}
