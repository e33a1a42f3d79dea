// expect: WRONG hint=not-mixed
// The point on the circle is returned as it is; without mixing,
// neighbouring numbers differ by a constant.
#include "contract.h"

uint64_t
my_par_u64(uint64_t seed, uint64_t i)
{
    const uint64_t step = UINT64_C(0x9E3779B97F4A7C15);
    return seed + (i + 1) * step;
}
