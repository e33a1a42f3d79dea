// expect: SERIAL hint=moves-the-whole-rod
// Every rank gets the whole rod, computes all of it, and takes its part.
#include <stdlib.h>
#include <string.h>

#include "contract.h"

/* The first rank with cells knows the left end, the last one the right. */
static void
step_all(double *u, int n, int64_t steps, double r, const int *cells,
         MPI_Comm comm)
{
    int rank, size, all = 0, first = 0, low = -1, high = -1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int *at = malloc((size_t)size * sizeof *at);
    for (int k = 0; k < size; k++) {
        at[k] = all;
        first = k == rank ? all : first;
        low = low < 0 && cells[k] > 0 ? k : low;
        high = cells[k] > 0 ? k : high;
        all += cells[k];
    }
    double *rod = malloc(((size_t)all + 2) * sizeof *rod);
    double *next = malloc(((size_t)all + 2) * sizeof *rod);
    double none = 0.0;
    MPI_Allgatherv(n > 0 ? &u[1] : &none, n, MPI_DOUBLE, &rod[1], cells, at,
                   MPI_DOUBLE, comm);
    if (low >= 0) {
        rod[0] = rank == low ? u[0] : 0.0;
        rod[all + 1] = rank == high ? u[n + 1] : 0.0;
        MPI_Bcast(&rod[0], 1, MPI_DOUBLE, low, comm);
        MPI_Bcast(&rod[all + 1], 1, MPI_DOUBLE, high, comm);
        for (int64_t step = 0; step < steps; step++) {
            heat_cells(rod, next, 1, all, r);
            memcpy(&rod[1], &next[1], (size_t)all * sizeof *rod);
        }
        if (n > 0)
            memcpy(&u[1], &rod[1 + first], (size_t)n * sizeof *u);
    }
    free(at);
    free(rod);
    free(next);
}

int
heat_run(double *u, int n_local, int64_t steps, double r, MPI_Comm comm)
{
    int size, all_good;
    MPI_Comm_size(comm, &size);
    int *cells = malloc((size_t)size * sizeof *cells);
    int good = cells != NULL && n_local >= 0 && steps >= 0 &&
               (u != NULL || n_local == 0);
    MPI_Allreduce(&good, &all_good, 1, MPI_INT, MPI_MIN, comm);
    if (all_good) {
        MPI_Allgather(&n_local, 1, MPI_INT, cells, 1, MPI_INT, comm);
        step_all(u, n_local, steps, r, cells, comm);
    }
    free(cells);
    return all_good ? 0 : -1;
}
