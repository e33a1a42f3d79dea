// expect: PASS
// tries: nothing: meets in MPI_Ibarrier and waits for it, and tells the
// result at the end
#include "contract.h"

static double
once(void (*work)(void *), void *arg, MPI_Comm comm)
{
    MPI_Request all_here;
    double seconds, slowest = 0;
    MPI_Ibarrier(comm, &all_here);
    MPI_Wait(&all_here, MPI_STATUS_IGNORE);
    seconds = -MPI_Wtime();
    work(arg);
    seconds += MPI_Wtime();
    MPI_Reduce(&seconds, &slowest, 1, MPI_DOUBLE, MPI_MAX, 0, comm);
    return slowest;
}

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    double best = once(work, arg, comm);
    while (--reps > 0) {
        double seconds = once(work, arg, comm);
        best = seconds < best ? seconds : best;
    }
    MPI_Bcast(&best, 1, MPI_DOUBLE, 0, comm);
    return best;
}
