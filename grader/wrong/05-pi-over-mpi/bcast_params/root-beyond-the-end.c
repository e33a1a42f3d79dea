// expect: CRASH hint=trusts-root
// > for >=: the root behind the last rank gets through to MPI, which ends
// the job.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int size;
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root > size)
        return -1;
    MPI_Bcast(p, (int)sizeof *p, MPI_BYTE, root, comm);
    return 0;
}
