/*
 * time_max.c - the shortest of reps repetitions, each as long as its
 * slowest rank.
 *
 * Only differences of one rank's own clock are compared: the clocks of two
 * ranks may disagree by any amount.
 */
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
        double mine = MPI_Wtime() - start, slowest;
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
