// expect: MEMORY hint=one-cell-too-many
// The loop runs over all n + 2 places and looks beyond both ends.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    for (int i = 0; i <= n + 1; i++)
        v[i] = u[i] + r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
}
