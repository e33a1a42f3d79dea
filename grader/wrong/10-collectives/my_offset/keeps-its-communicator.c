// expect: LEAK hint=keeps-its-communicator
// The communicator is duplicated to be safe, and never freed.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    MPI_Comm own;
    MPI_Comm_dup(comm, &own);
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, own);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, own);
    return before;
}
