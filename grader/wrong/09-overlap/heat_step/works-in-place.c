// expect: WRONG hint=works-in-place
// v is a copy of u and is read while it is written.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    for (int i = 0; n > 0 && i <= n + 1; i++)
        v[i] = u[i];
    for (int i = 1; i <= n; i++)
        v[i] += r * (v[i - 1] - 2.0 * v[i] + v[i + 1]);
}
