// expect: CRASH hint=one-buffer-for-both
// The sum of all goes into the variable that holds this rank's number.
#include "contract.h"
int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    *total = n_local;
    MPI_Allreduce(total, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
