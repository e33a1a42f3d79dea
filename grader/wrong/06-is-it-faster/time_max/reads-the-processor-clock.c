// expect: WRONG hint=other-clock
// clock() counts the processor time of this process, not seconds on the
// wall.
#include "contract.h"

#include <time.h>

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    double best = -1;
    for (int k = 0; k < reps; k++) {
        MPI_Barrier(comm);
        clock_t start = clock();
        work(arg);
        double mine = (double)(clock() - start) / CLOCKS_PER_SEC, slowest;
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
