/* mpi_phase.c - before MPI_Init, between, or after MPI_Finalize? */
#include "contract.h"

int
mpi_phase(void)
{
    int initialized, finalized;
    MPI_Initialized(&initialized); /* stays true after MPI_Finalize */
    MPI_Finalized(&finalized);
    return !initialized ? 0 : finalized ? 2 : 1;
}
