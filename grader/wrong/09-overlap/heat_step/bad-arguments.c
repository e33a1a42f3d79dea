// expect: CRASH hint=bad-arguments
// NULL is read like any other address.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    for (int i = 1; i <= n; i++)
        v[i] = u[i] + r * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
}
