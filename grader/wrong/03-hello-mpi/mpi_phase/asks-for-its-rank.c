// expect: CRASH hint=asks-for-its-rank
// It calls MPI_Comm_rank and looks at the error code, but before MPI_Init
// and after MPI_Finalize that call ends the program.
#include "contract.h"

int
mpi_phase(void)
{
    int rank;
    if (MPI_Comm_rank(MPI_COMM_WORLD, &rank) == MPI_SUCCESS)
        return 1;
    int finalized;
    MPI_Finalized(&finalized);
    return finalized ? 2 : 0;
}
