// expect: WRONG hint=assumes-equal-shares
// All ranks are taken to have as many items as this one.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    *total = n_local * size;
    return n_local * rank;
}
