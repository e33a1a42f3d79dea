/*
 * scaling_table - contract.h says what it promises.
 *
 * Below, the rows are copied as they come.  Sort them by p, find the
 * baseline, and fill in the last two columns.
 */
#include "contract.h"

int
scaling_table(const struct run *r, int n, enum scaling kind,
              struct row *out)
{
    (void)kind;
    if (n < 0 || (n > 0 && (r == NULL || out == NULL)))
        return -1;
    /* TODO: check the runs, sort the rows, and compare with the first. */
    for (int i = 0; i < n; i++)
        out[i] = (struct row){r[i].p, r[i].seconds, 1, 1};
    return 0;
}
