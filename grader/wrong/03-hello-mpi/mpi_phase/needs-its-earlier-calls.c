// expect: WRONG hint=needs-its-earlier-calls
// It moves on by one phase a call, so it must be called in each of them.
#include "contract.h"

int
mpi_phase(void)
{
    static int phase;
    int yes;
    if (phase == 0) {
        MPI_Initialized(&yes);
        phase = yes ? 1 : 0;
    } else if (phase == 1) {
        MPI_Finalized(&yes);
        phase = yes ? 2 : 1;
    }
    return phase;
}
