// expect: WRONG hint=touches-the-ends
// The ends are copied as well.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    if (n < 1)
        return;
    for (int i = 1; i <= n; i++)
        v[i] = u[i] + r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
    v[0] = u[0];
    v[n + 1] = u[n + 1];
}
