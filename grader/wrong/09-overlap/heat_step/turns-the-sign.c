// expect: WRONG hint=turns-the-sign
// Heat flows from cold to warm.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    for (int i = 1; i <= n; i++)
        v[i] = u[i] + r * (2.0 * u[i] - u[i - 1] - u[i + 1]);
}
