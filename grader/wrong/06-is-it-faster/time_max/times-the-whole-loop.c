// expect: WRONG hint=mean-of-repetitions
// One measurement around all repetitions, divided by their number.
#include "contract.h"

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    MPI_Barrier(comm);
    double start = MPI_Wtime();
    for (int k = 0; k < reps; k++)
        work(arg);
    double mine = (MPI_Wtime() - start) / reps, slowest;
    MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
    return slowest;
}
