// expect: WRONG hint=ties-by-rank
// MPI_MINLOC finds the lowest rank with the smallest x, and that one
// broadcasts its id.
#include "contract.h"

#include <math.h>

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    if (gx == NULL || gid == NULL)
        return -1;
    struct {
        double x;
        int rank;
    } mine = {x, 0}, best;
    MPI_Comm_rank(comm, &mine.rank);
    if (isnan(x))
        mine.x = INFINITY;
    MPI_Allreduce(&mine, &best, 1, MPI_DOUBLE_INT, MPI_MINLOC, comm);
    *gid = id;
    MPI_Bcast(gid, 1, MPI_INT64_T, best.rank, comm);
    *gx = best.x;
    return 0;
}
