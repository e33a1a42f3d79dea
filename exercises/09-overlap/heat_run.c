/* heat_run.c - many steps of a rod that all ranks hold together.
 *
 * In every step a rank needs one cell of each neighbour.  Who the
 * neighbours are depends on which ranks have cells at all.  The lesson's
 * section "Ghosts" has the picture.
 */
#include <stdlib.h>
#include <string.h>

#include "contract.h"

int
heat_run(double *u, int n_local, int64_t steps, double r, MPI_Comm comm)
{
    if (n_local < 0 || steps < 0 || (u == NULL && n_local > 0))
        return -1; /* TODO: every rank must return -1, not this one only */
    if (n_local == 0)
        return 0;
    size_t bytes = ((size_t)n_local + 2) * sizeof *u;
    double *v = malloc(bytes);
    if (v == NULL)
        return -1;
    memcpy(v, u, bytes);
    for (int64_t step = 0; step < steps; step++) {
        /* TODO: get the ghosts from the neighbours in comm. */
        (void)comm;
        heat_cells(u, v, 1, n_local, r);
        memcpy(u, v, bytes);
    }
    free(v);
    return 0;
}
