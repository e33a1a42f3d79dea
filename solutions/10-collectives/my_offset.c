/* my_offset.c - number the items of all ranks through.
 *
 * MPI_Exscan adds over the lower ranks.  Rank 0 has none, and MPI leaves
 * its variable alone, so it must hold the 0 already.
 */
#include "contract.h"

int64_t
my_offset(int64_t n_local, int64_t *total, MPI_Comm comm)
{
    if (n_local < 0 || total == NULL)
        return -1;
    int64_t before = 0;
    MPI_Exscan(&n_local, &before, 1, MPI_INT64_T, MPI_SUM, comm);
    MPI_Allreduce(&n_local, total, 1, MPI_INT64_T, MPI_SUM, comm);
    return before;
}
