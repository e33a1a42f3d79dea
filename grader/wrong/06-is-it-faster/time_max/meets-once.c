// expect: WRONG hint=no-barrier
// One barrier before all repetitions, and the ranks drift apart from then
// on.
#include "contract.h"

#include <stdlib.h>

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    double *all = malloc((size_t)reps * sizeof *all);
    if (all == NULL)
        return -1;
    MPI_Barrier(comm);
    for (int k = 0; k < reps; k++) {
        double start = MPI_Wtime();
        work(arg);
        all[k] = MPI_Wtime() - start;
    }
    MPI_Allreduce(MPI_IN_PLACE, all, reps, MPI_DOUBLE, MPI_MAX, comm);
    double best = all[0];
    for (int k = 1; k < reps; k++)
        best = all[k] < best ? all[k] : best;
    free(all);
    return best;
}
