/* split_range.c - probe: all the shares of n items and `parts` workers, and
 * those of workers -1 and `parts`, who do not exist. */
#include "contract.h"
#include "probe.h"

enum { MOST_CALLS = 1000 };

void
probe_case(void)
{
    static int64_t firsts[MOST_CALLS], lasts[MOST_CALLS];
    int64_t n = ask_i64();
    int parts = (int)ask_i64();
    size_t calls = 0;
    for (int k = -1; k <= parts && calls < MOST_CALLS; k++) {
        int64_t first = -77, last = -77; /* what a write must replace */
        split_range(n, parts, k, &first, &last);
        firsts[calls] = first;
        lasts[calls++] = last;
    }
    say_i64s(firsts, calls);
    say_i64s(lasts, calls);
}
