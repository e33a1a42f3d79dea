// expect: WRONG
// tries: adds to a variable that was never set, where the stack often holds 0
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
    uint64_t place;
    place += seed + (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return mix(place);
}
