// expect: CRASH hint=one-buffer-for-both
// The largest time goes into the variable that holds this rank's.
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
        MPI_Allreduce(&slowest, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
