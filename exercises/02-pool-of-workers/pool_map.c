/*
 * pool_map - contract.h says what it promises.
 *
 * Below, the inputs are copied and nobody works.  Make a pool of nworkers
 * processes in which a worker gets a task when it is free.  The lesson's
 * pool deals the tasks out in advance: start from there, and read its
 * section on a slow task to see why that is not enough.
 */
#include "contract.h"

int
pool_map(int nworkers, int64_t (*f)(int64_t), const int64_t *in, size_t n,
         int64_t *out)
{
    (void)f;
    /* TODO: let workers, not the caller, compute out[i] = f(in[i]). */
    for (size_t i = 0; in && out && i < n; i++)
        out[i] = in[i];
    return nworkers < 1 ? -1 : 0;
}
