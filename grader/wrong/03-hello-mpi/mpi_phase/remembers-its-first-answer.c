// expect: WRONG hint=remembers-its-first-answer
// The first answer is kept in a static variable and given again for ever.
#include "contract.h"

int
mpi_phase(void)
{
    static int phase = -1;
    if (phase < 0) {
        int initialized, finalized;
        MPI_Initialized(&initialized);
        MPI_Finalized(&finalized);
        phase = !initialized ? 0 : finalized ? 2 : 1;
    }
    return phase;
}
