// expect: WRONG hint=gives-the-rank
// MPI_MINLOC names the rank that has the smallest x, and its id is never
// asked for.
#include "contract.h"

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    (void)id;
    if (gx == NULL || gid == NULL)
        return -1;
    struct {
        double x;
        int rank;
    } mine = {x, 0}, best;
    MPI_Comm_rank(comm, &mine.rank);
    MPI_Allreduce(&mine, &best, 1, MPI_DOUBLE_INT, MPI_MINLOC, comm);
    *gx = best.x;
    *gid = best.rank;
    return 0;
}
