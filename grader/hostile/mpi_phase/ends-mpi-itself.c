// expect: CRASH
// tries: starts and ends MPI instead of asking
#include "contract.h"

int
mpi_phase(void)
{
    int on;
    MPI_Initialized(&on);
    if (!on)
        MPI_Init(NULL, NULL);
    MPI_Finalize();
    return 2;
}
