// expect: DEADLOCK hint=empty-ranks-leave
// A rank without items returns at once and is missed by the others.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = 0;
    *total = 0;
    if (n_local == 0)
        return 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
