// expect: WRONG hint=looks-at-the-end-last
// MPI_Initialized is tested first and answers the question also after
// MPI_Finalize, so the second test is never reached.
#include "contract.h"

int
mpi_phase(void)
{
    int initialized, finalized;
    MPI_Initialized(&initialized);
    MPI_Finalized(&finalized);
    if (initialized)
        return 1;
    if (finalized)
        return 2;
    return 0;
}
