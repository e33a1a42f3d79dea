// expect: WRONG hint=stays-initialized
// Only MPI_Initialized is asked, which goes on saying yes after
// MPI_Finalize.
#include "contract.h"

int
mpi_phase(void)
{
    int initialized;
    MPI_Initialized(&initialized);
    return initialized ? 1 : 0;
}
