// expect: WRONG hint=mean-of-ranks
// The job is not over when an average rank has ended.
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
        int size;
        MPI_Comm_size(comm, &size);
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_SUM, comm);
        slowest /= size;
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
