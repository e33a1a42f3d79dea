// expect: WRONG hint=asks-only-for-the-end
// Only MPI_Finalized is asked, so before MPI_Init it says that MPI is
// running.
#include "contract.h"

int
mpi_phase(void)
{
    int finalized;
    MPI_Finalized(&finalized);
    return finalized ? 2 : 1;
}
