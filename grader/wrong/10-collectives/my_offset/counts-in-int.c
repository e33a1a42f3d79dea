// expect: WRONG hint=counts-in-int
// The numbers are copied into an int to match MPI_INT.
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int mine = (int)n_local, before = 0, all = 0;
    MPI_Exscan(&mine, &before, 1, MPI_INT, MPI_SUM, comm);
    MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_SUM, comm);
    *total = all;
    return before;
}
