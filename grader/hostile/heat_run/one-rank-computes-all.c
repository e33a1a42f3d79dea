// expect: WRONG
// tries: lets rank 0 compute everything and hands the cells out again
#include <stdlib.h>
#include <string.h>
#include "contract.h"

int
heat_run(double *u, int n_local, int64_t steps, double r, MPI_Comm comm)
{
    int rank, size, all = 0;
    int good =
        n_local >= 0 && steps >= 0 && (u != NULL || n_local == 0);
    MPI_Allreduce(MPI_IN_PLACE, &good, 1, MPI_INT, MPI_MIN, comm);
    if (!good)
        return -1;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    int counts[64], begins[64];
    MPI_Allgather(&n_local, 1, MPI_INT, counts, 1, MPI_INT, comm);
    for (int k = 0; k < size; all += counts[k++])
        begins[k] = all;
    double *rod = calloc((size_t)all + 2, sizeof *rod);
    double *next = calloc((size_t)all + 2, sizeof *next);
    MPI_Gatherv(n_local > 0 ? u + 1 : NULL, n_local, MPI_DOUBLE, rod + 1,
                counts, begins, MPI_DOUBLE, 0, comm);
    if (rank == 0 && n_local > 0)
        rod[0] = u[0];
    for (int64_t s = 0; rank == 0 && s < steps; s++) {
        next[0] = rod[0];
        next[all + 1] = rod[all + 1];
        heat_cells(rod, next, 1, all, r);
        memcpy(rod, next, ((size_t)all + 2) * sizeof *rod);
    }
    MPI_Scatterv(rod + 1, counts, begins, MPI_DOUBLE,
                 n_local > 0 ? u + 1 : NULL, n_local, MPI_DOUBLE, 0, comm);
    free(rod);
    free(next);
    return 0;
}
