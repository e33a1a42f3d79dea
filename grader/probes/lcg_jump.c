/* lcg_jump.c - probe: one jump for each question. */
#include "contract.h"
#include "probe_alone.h"

void
probe_case(void)
{
    uint64_t x = (uint64_t)ask_i64(), a = (uint64_t)ask_i64();
    uint64_t c = (uint64_t)ask_i64(), k = (uint64_t)ask_i64();
    say_i64((int64_t)lcg_jump(x, a, c, k));
}
