// expect: WRONG hint=waits-first
// Waits by looking again and again, and computes then.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

int
heat_overlap(double *u, int n_local, int64_t steps, double r, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int bad = n_local < 0 || steps < 0 || (u == NULL && n_local > 0);
    MPI_Allreduce(MPI_IN_PLACE, &bad, 1, MPI_INT, MPI_MAX, comm);
    if (bad)
        return -1;
    int *all = malloc(size * sizeof *all);
    MPI_Allgather(&n_local, 1, MPI_INT, all, 1, MPI_INT, comm);
    int left = rank - 1, right = rank + 1;
    while (left >= 0 && all[left] == 0)
        left--;
    while (right < size && all[right] == 0)
        right++;
    free(all);
    if (left < 0)
        left = MPI_PROC_NULL;
    if (right == size)
        right = MPI_PROC_NULL;
    if (n_local == 0)
        return 0;
    double *v = malloc((n_local + 2) * sizeof *v);
    for (int64_t s = 0; s < steps; s++) {
        MPI_Request q[4];
        MPI_Irecv(&u[0], 1, MPI_DOUBLE, left, 1, comm, &q[0]);
        MPI_Irecv(&u[n_local + 1], 1, MPI_DOUBLE, right, 0, comm, &q[1]);
        MPI_Isend(&u[1], 1, MPI_DOUBLE, left, 0, comm, &q[2]);
        MPI_Isend(&u[n_local], 1, MPI_DOUBLE, right, 1, comm, &q[3]);
        int done = 0;
        while (!done)
            MPI_Testall(4, q, &done, MPI_STATUSES_IGNORE);
        heat_cells(u, v, 2, n_local - 1, r);
        heat_cells(u, v, 1, 1, r);
        if (n_local > 1)
            heat_cells(u, v, n_local, n_local, r);
        memcpy(u + 1, v + 1, n_local * sizeof *v);
    }
    free(v);
    return 0;
}
