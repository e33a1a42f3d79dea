// expect: WRONG hint=splits-with-doubles
// The shares are computed in double, which holds whole numbers exactly only
// up to 2^53.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    double share = (double)n / size;
    int64_t first = (int64_t)(share * rank + 0.5);
    int64_t last = (int64_t)(share * (rank + 1) + 0.5);
    int64_t mine = pi_hits(seed, first, last), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, comm);
    return all;
}
