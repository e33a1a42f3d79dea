// expect: WRONG hint=hidden-state
// A static variable remembers where the stream was, so the result depends
// on the calls before.
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
    static uint64_t state;
    if (i == 0)
        state = seed;
    state += step;
    return mix(state);
}
