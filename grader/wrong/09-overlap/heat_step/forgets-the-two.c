// expect: WRONG hint=forgets-the-two
// The middle cell is subtracted once.
#include "contract.h"

void
heat_step(const double *u, double *v, int n, double r)
{
    if (u == NULL || v == NULL)
        return;
    for (int i = 1; i <= n; i++)
        v[i] = u[i] + r * (u[i - 1] - u[i] + u[i + 1]);
}
