// expect: WRONG hint=time-not-speedup
// amdahl returns how long p workers need, not how many times as fast they
// are.
#include "contract.h"

#include <stdbool.h>

/* Written so that a NaN, for which every comparison fails, is bad too. */
static bool
good(double serial, int p)
{
    return serial >= 0 && serial <= 1 && p >= 1;
}

/* One worker needs the time 1: the serial part and the rest. */
double
amdahl(double serial, int p)
{
    if (!good(serial, p))
        return -1;
    return serial + (1 - serial) / p;
}

/* The p workers need the time 1; in its parallel part all p are at work,
 * and one worker would have to do the work of each of them. */
double
gustafson(double serial, int p)
{
    if (!good(serial, p))
        return -1;
    return serial + (1 - serial) * p;
}

/* The time of p workers is 1 / speedup = serial + (1 - serial) / p. */
double
karp_flatt(double speedup, int p)
{
    if (!(speedup > 0) || p < 1)
        return -1;
    if (p == 1)
        return 0;
    double part = 1.0 / p;
    return (1 / speedup - part) / (1 - part);
}
