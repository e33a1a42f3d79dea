// expect: WRONG
// tries: calls the function that it is meant to write
#include "contract.h"

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    return par_u64(seed, i);
}
