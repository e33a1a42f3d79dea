// expect: WRONG hint=counts-itself
// MPI_Scan adds this rank's own items too, so every number is n_local too
// large.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t upto = 0;
    MPI_Scan(&n_local, &upto, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return upto;
}
