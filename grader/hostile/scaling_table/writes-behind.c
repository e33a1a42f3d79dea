// expect: MEMORY
// tries: writes one row more than there is room for
#include "contract.h"

#include <stdlib.h>

static int
by_workers(const void *a, const void *b)
{
    int p = ((const struct row *)a)->p, q = ((const struct row *)b)->p;
    return (p > q) - (p < q);
}

int
scaling_table(const struct run *r, int n, enum scaling kind,
              struct row *out)
{
    if (n < 0 || (n > 0 && (r == NULL || out == NULL)))
        return -1;
    for (int i = 0; i < n; i++)
        if (r[i].p < 1 || !(r[i].seconds > 0))
            return -1;
    if (n == 0)
        return 0;
    for (int i = 0; i < n; i++)
        out[i] = (struct row){.p = r[i].p, .seconds = r[i].seconds};
    out[n] = out[0];
    qsort(out, (size_t)n, sizeof *out, by_workers);

    /* By value: the first row itself is filled in by the loop. */
    const struct row base = out[0];
    for (int i = 0; i < n; i++) {
        double times = base.seconds / out[i].seconds;
        double more = (double)out[i].p / base.p;
        out[i].efficiency = kind == STRONG ? times / more : times;
        out[i].speedup = out[i].efficiency * more;
    }
    return 0;
}
