// expect: WRONG hint=reduces-them-apart
// The smallest x and the smallest id come from different ranks.
#include "contract.h"

int
argmin(double x, int64_t id, double *gx, int64_t *gid, MPI_Comm comm)
{
    if (gx == NULL || gid == NULL)
        return -1;
    MPI_Allreduce(&x, gx, 1, MPI_DOUBLE, MPI_MIN, comm);
    MPI_Allreduce(&id, gid, 1, MPI_INT64_T, MPI_MIN, comm);
    return 0;
}
