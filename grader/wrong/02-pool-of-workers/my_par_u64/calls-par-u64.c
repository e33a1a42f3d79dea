// expect: WRONG hint=calls-par-u64
// The numbers are right because darts.c computes them.
#include "contract.h"

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    return par_u64(seed, i);
}
