/* split_range.c - probe: all the shares of n items and `parts` workers. */
#include "contract.h"
#include "probe.h"

enum { MAX_PARTS = 1000 };

void
probe_case(void)
{
    static int64_t firsts[MAX_PARTS], lasts[MAX_PARTS];
    int64_t n = ask_i64();
    int parts = (int)ask_i64();
    for (int k = 0; k < parts && k < MAX_PARTS; k++) {
        int64_t first = -77, last = -77; /* what a write must replace */
        split_range(n, parts, k, &first, &last);
        firsts[k] = first;
        lasts[k] = last;
    }
    say_i64s(firsts, (size_t)parts);
    say_i64s(lasts, (size_t)parts);
}
