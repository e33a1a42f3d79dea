// expect: CRASH hint=divides-by-n
// The number of rows is taken from the number of elements, also if n = 0.
#include <stdlib.h>

#include "contract.h"

int
scatter_rows(const double *A, int m, int n, double **mine, int *m_mine,
             int root, MPI_Comm comm)
{
    int size, rank, begin = 0;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (m < 0 || n < 0 || mine == NULL || m_mine == NULL || root < 0 ||
        root >= size)
        return -1;
    int *counts = malloc((size_t)size * sizeof *counts);
    int *begins = malloc((size_t)size * sizeof *begins);
    for (int r = 0; r < size; r++) {
        counts[r] = (m / size + (r < m % size)) * n;
        begins[r] = begin;
        begin += counts[r];
    }
    *mine = malloc((size_t)counts[rank] * sizeof **mine);
    MPI_Scatterv(A, counts, begins, MPI_DOUBLE, *mine, counts[rank],
                 MPI_DOUBLE, root, comm);
    *m_mine = counts[rank] / n;
    free(counts);
    free(begins);
    return 0;
}
