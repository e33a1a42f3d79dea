// expect: WRONG hint=adds-over-world
// MPI_COMM_WORLD is numbered through, not comm.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    (void)comm;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    return before;
}
