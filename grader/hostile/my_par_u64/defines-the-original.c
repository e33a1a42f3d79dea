// expect: WRONG
// tries: defines the original, so that both are equally wrong
#include "contract.h"

uint64_t
par_u64(uint64_t seed, uint64_t i)
{
    return seed + i;
}

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    return seed + i;
}
