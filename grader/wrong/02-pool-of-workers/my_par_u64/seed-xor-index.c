// expect: WRONG hint=seed-xor-index
// Seed and index are combined by exclusive or instead of i + 1 steps along
// the stream.
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
    return mix(seed ^ i);
}
