// expect: SERIAL hint=lets-rank-0-throw-all
// Rank 0 throws all darts and tells the others the result, who wait
// meanwhile.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank;
    MPI_Comm_rank(comm, &rank);
    int64_t all = rank == 0 ? pi_hits(seed, 0, n) : 0;
    MPI_Bcast(&all, 1, MPI_INT64_T, 0, comm);
    return all;
}
