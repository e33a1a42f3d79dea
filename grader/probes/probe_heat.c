/* probe_heat.c - arrays of cells: from the question, to the answer. */
#include "probe_heat.h"
#include "probe.h"

#include <stdlib.h>
#include <string.h>

double *
new_cells(const int64_t *values, size_t n)
{
    double *cells = malloc(n * sizeof *cells);
    if (cells == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        cells[i] = (double)values[i];
    return cells;
}

void
say_cells(const double *cells, size_t n)
{
    int64_t *bits = malloc((n + 1) * sizeof *bits);
    if (bits == NULL)
        abort();
    memcpy(bits, cells, n * sizeof *bits);
    say_i64s(bits, n);
    free(bits);
}
