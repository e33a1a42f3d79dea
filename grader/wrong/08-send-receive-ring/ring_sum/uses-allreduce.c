// expect: WRONG hint=uses-a-collective
// The right sum, and no ring.
#include "contract.h"

int64_t
ring_sum(int64_t mine, MPI_Comm comm)
{
    int64_t sum;
    MPI_Allreduce(&mine, &sum, 1, MPI_INT64_T, MPI_SUM, comm);
    return sum;
}
