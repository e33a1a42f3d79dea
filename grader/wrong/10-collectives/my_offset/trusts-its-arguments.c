// expect: WRONG hint=trusts-its-arguments
// A negative number of items is added like any other.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (total == NULL)
        return -1;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
