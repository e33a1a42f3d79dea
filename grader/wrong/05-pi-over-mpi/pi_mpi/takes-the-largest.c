// expect: WRONG hint=takes-the-largest
// The parts are combined with MPI_MAX instead of MPI_SUM, so all ranks get
// the largest part.
#include "contract.h"

int64_t
pi_mpi(uint64_t seed, int64_t n, MPI_Comm comm)
{
    if (n < 0)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int64_t extra = n % size;
    int64_t first = n / size * rank + (rank < extra ? rank : extra);
    int64_t last = first + n / size + (rank < extra);
    int64_t mine = pi_hits(seed, first, last), all;
    MPI_Allreduce(&mine, &all, 1, MPI_INT64_T, MPI_MAX, comm);
    return all;
}
