// expect: POLICY
// tries: defines the clock that it is measured by
#include "contract.h"

double
MPI_Wtime(void)
{
    return 1;
}

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
        double mine = MPI_Wtime() - start, slowest;
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
