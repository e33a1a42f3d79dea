// expect: WRONG hint=clocks-of-two-ranks
// The last end minus the first beginning, read on two ranks whose clocks
// do not agree.
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
        double end = MPI_Wtime(), from, to;
        MPI_Allreduce(&start, &from, 1, MPI_DOUBLE, MPI_MIN, comm);
        MPI_Allreduce(&end, &to, 1, MPI_DOUBLE, MPI_MAX, comm);
        double slowest = to - from;
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
