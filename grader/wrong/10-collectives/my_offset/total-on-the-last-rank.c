// expect: WRONG hint=total-on-the-last-rank
// What lies before a rank and its own items are all items only on the last
// rank.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    *total = before + n_local;
    return before;
}
