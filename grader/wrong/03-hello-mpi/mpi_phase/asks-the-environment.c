// expect: WRONG hint=asks-the-environment
// Variables that mpirun sets are taken as a sign of MPI_Init, but they are
// there before main begins and stay to its end.
#include <stdlib.h>

#include "contract.h"

int
mpi_phase(void)
{
    int finalized;
    MPI_Finalized(&finalized);
    if (finalized)
        return 2;
    return getenv("OMPI_COMM_WORLD_RANK") != NULL ||
                   getenv("PMI_RANK") != NULL
               ? 1
               : 0;
}
