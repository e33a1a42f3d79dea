// expect: SERIAL hint=throws-all-on-every-rank
// Every rank throws all n darts: the answer is right and the other ranks
// saved nobody any work.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    (void)comm;
    return n < 0 ? -1 : pi_hits(seed, 0, n);
}
