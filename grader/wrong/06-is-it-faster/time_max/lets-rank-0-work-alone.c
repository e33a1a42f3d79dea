// expect: DEADLOCK hint=ranks-part-company
// Only rank 0 calls work, and waits there for the others, which never come.
#include "contract.h"

double
time_max(void (*work)(void *), void *arg, int reps, MPI_Comm comm)
{
    if (work == NULL || reps < 1)
        return -1;
    double best = -1;
    for (int k = 0; k < reps; k++) {
        MPI_Barrier(comm);
        int rank;
        MPI_Comm_rank(comm, &rank);
        double start = MPI_Wtime();
        if (rank == 0)
            work(arg);
        double mine = MPI_Wtime() - start, slowest;
        MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, comm);
        if (k == 0 || slowest < best)
            best = slowest;
    }
    return best;
}
