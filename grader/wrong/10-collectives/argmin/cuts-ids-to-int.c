// expect: WRONG hint=cuts-ids-to-int
// MPI_MINLOC with MPI_DOUBLE_INT has room for an int only.
#include "contract.h"

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    if (gx == NULL || gid == NULL)
        return -1;
    struct {
        double x;
        int id;
    } mine = {x, (int)id}, best;
    MPI_Allreduce(&mine, &best, 1, MPI_DOUBLE_INT, MPI_MINLOC, comm);
    *gx = best.x;
    *gid = best.id;
    return 0;
}
