// expect: WRONG hint=rank-0-undefined
// MPI_Exscan in place leaves rank 0 with its own number.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = n_local;
    MPI_Exscan(MPI_IN_PLACE, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
