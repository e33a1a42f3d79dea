// expect: WRONG hint=time-of-rank-0
// Rank 0 tells the others its own time.
#include "contract.h"

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    double best = -1;
    for (int k = 0; k < reps; k++) {
        MPI_Barrier(comm);
        double start = MPI_Wtime();
        work(arg);
        double slowest = MPI_Wtime() - start;
        MPI_Bcast(&slowest, 1, MPI_DOUBLE, 0, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
