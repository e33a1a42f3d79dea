// expect: WRONG hint=tells-only-one-rank
// MPI_Reduce gives the total to rank 0 only.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Reduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, 0, comm);
    return before;
}
