/*
 * speedup_laws - contract.h says what the three functions promise.
 *
 * Below, p workers are never faster than one.  Start from the time: how
 * long do p workers need if one needs 1?  The lesson's section "Why not
 * more?" counts it in steps.
 */
#include "contract.h"

double
amdahl(double serial, int p)
{
    /* TODO: the time of one worker, divided by the time of p workers. */
    (void)serial;
    (void)p;
    return 1;
}

double
gustafson(double serial, int p)
{
    /* TODO: the job has grown; how long would one worker need for it? */
    (void)serial;
    (void)p;
    return 1;
}

double
karp_flatt(double speedup, int p)
{
    /* TODO: amdahl, solved for the serial fraction. */
    (void)speedup;
    (void)p;
    return 1;
}
