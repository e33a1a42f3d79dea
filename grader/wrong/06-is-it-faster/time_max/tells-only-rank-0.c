// expect: WRONG hint=result-on-rank-0-only
// MPI_Reduce leaves the slowest time on rank 0 alone.
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
        double mine = MPI_Wtime() - start, slowest = 1e6;
        MPI_Reduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, 0, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
