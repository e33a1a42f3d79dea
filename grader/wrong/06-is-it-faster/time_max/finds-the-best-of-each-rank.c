// expect: WRONG hint=best-of-each-rank
// The shortest over the repetitions first, then the largest over the
// ranks.
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
        double mine = MPI_Wtime() - start;
        if (k == 0 || mine < best)
            best = mine;
    }
    double slowest;
    MPI_Allreduce(&best, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
    return slowest;
}
