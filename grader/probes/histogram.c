/* histogram.c - probe: one call, and how many threads were there. */
#include "contract.h"
#include "probe.h"
#include "probe_family.h"

#include <stdlib.h>
#include <string.h>

enum kinds { GIVEN, TIMED, NOWHERE, NO_THREADS };

void
probe_case(void)
{
    enum kinds kind = (enum kinds)ask_i64();
    int nthreads = (int)ask_i64();
    uint64_t h[256];
    size_t n = 0;
    uint8_t *p = NULL;
    if (kind == TIMED) { /* zeros that nobody has to write */
        n = (size_t)ask_i64();
        p = calloc(n, 1);
    } else if (kind == GIVEN || kind == NO_THREADS)
        p = (uint8_t *)ask_text(&n);
    else
        n = (size_t)ask_i64();
    for (int v = 0; v < 256; v++)
        h[v] = 1000 + (uint64_t)v;
    family_start(FREE);
    trouble_start(kind == NO_THREADS ? REFUSED : NO_TROUBLE, 1);
    histogram(p, n, nthreads, h);
    trouble_stop();
    family_stop();
    if (kind == TIMED)
        free(p);
    say_i64s((int64_t *)h, 256);
    say_i64(family_together());
}
