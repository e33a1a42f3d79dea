/* pi_until.c - darts in batches until pi is known well enough.
 *
 * In each round the ranks share one batch, add their hits, and decide
 * whether to go on.  All ranks must decide the same, or some wait for ever
 * for the others: decide on numbers that every rank has.  The lesson's
 * section "One program, four lives" shows the call that gives a sum to all.
 */
#include "contract.h"

int
pi_until(double tol, uint64_t seed, int64_t batch, int64_t *trials,
         int64_t *hits, MPI_Comm comm)
{
    /* TODO: add batches until the standard error is at most tol. */
    (void)tol;
    (void)seed;
    (void)batch;
    (void)comm;
    if (trials == NULL || hits == NULL)
        return -1;
    *trials = 0;
    *hits = 0;
    return 0;
}
