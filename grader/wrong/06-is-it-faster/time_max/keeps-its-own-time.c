// expect: WRONG hint=local-time
// Every rank returns the best of its own times.
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
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
