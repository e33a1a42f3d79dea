/* split_range.c - probe: one share for each question. */
#include "contract.h"
#include "probe.h"

void
probe_case(void)
{
    int64_t n = ask_i64();
    int parts = (int)ask_i64(), k = (int)ask_i64();
    int64_t first = -77, last = -77;
    split_range(n, parts, k, &first, &last);
    say_i64(first);
    say_i64(last);
}
