// expect: DEADLOCK hint=only-root-calls
// Only root calls MPI_Bcast, as if it were a send that needs no receive;
// the others never get anything.  Under Open MPI root goes on as if nothing
// were wrong; under MPICH it soon waits for ever.
#include "contract.h"

int
bcast_params(struct params *p, int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (p == NULL || root < 0 || root >= size)
        return -1;
    if (rank == root)
        MPI_Bcast(p, sizeof *p, MPI_BYTE, root, comm);
    return 0;
}
