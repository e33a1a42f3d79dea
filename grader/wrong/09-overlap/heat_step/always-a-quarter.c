// expect: WRONG hint=always-a-quarter
// The lesson's program, where r is 1/4.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    (void)r;
    for (int i = 1; i <= n; i++)
        v[i] = 0.25 * u[i - 1] + 0.5 * u[i] + 0.25 * u[i + 1];
}
