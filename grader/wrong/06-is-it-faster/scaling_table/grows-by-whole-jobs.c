// expect: WRONG hint=integer-division
// The job of weak scaling grows by p / p0, which is a whole number here;
// the efficiency is computed from the wrong speed-up.
#include "contract.h"

#include <stdlib.h>

static int
by_p(const void *a, const void *b)
{
    return ((const struct row *)a)->p - ((const struct row *)b)->p;
}

int
scaling_table(const struct run *r, int n, enum scaling kind,
              struct row *out)
{
    if (n < 0 || (n > 0 && (r == NULL || out == NULL)))
        return -1;
    for (int i = 0; i < n; i++) {
        if (r[i].p < 1 || !(r[i].seconds > 0))
            return -1;
        out[i] = (struct row){r[i].p, r[i].seconds, 0, 0};
    }
    if (n > 0)
        qsort(out, (size_t)n, sizeof *out, by_p);
    for (int i = 0; i < n; i++) {
        out[i].speedup = out[0].seconds / out[i].seconds;
        if (kind == WEAK)
            out[i].speedup *= out[i].p / out[0].p;
        out[i].efficiency = out[i].speedup * out[0].p / out[i].p;
    }
    return 0;
}
