// expect: WRONG hint=adds-in-double
// The numbers may be large, so they are added as doubles.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    double mine = (double)n_local, before = 0, all = 0;
    MPI_Exscan(&mine, &before, 1, MPI_DOUBLE, MPI_SUM, comm);
    MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_SUM, comm);
    *total = (int64_t)all;
    return (int64_t)before;
}
