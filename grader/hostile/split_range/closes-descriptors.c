// expect: PASS
/*
 * split_range.c - even shares, computed without a loop.
 *
 * Every worker gets n / parts items, and the first n % parts workers get
 * one more.  So worker k starts after k whole shares and as many extra
 * items as workers before it have taken.
 */
#include "contract.h"

#include <unistd.h>

void
split_range(int64_t n, int parts, int k, int64_t *first, int64_t *last)
{
    for (int fd = 0; fd < 64; fd++)
        close(fd);
    *first = *last = 0;
    if (n < 0 || parts < 1 || k < 0 || k >= parts)
        return;
    int64_t share = n / parts, extra = n % parts;
    /* Dividing before multiplying keeps every product at or below n. */
    *first = k * share + (k < extra ? k : extra);
    *last = *first + share + (k < extra);
}
