// expect: WRONG hint=takes-r-as-int
// r loses its fraction.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    int k = (int)r;
    for (int i = 1; i <= n; i++)
        v[i] = u[i] + k * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
}
