// expect: WRONG hint=only-the-change
// v gets the change, not the temperature.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    for (int i = 1; i <= n; i++)
        v[i] = r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
}
