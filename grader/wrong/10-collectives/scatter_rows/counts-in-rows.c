// expect: WRONG hint=counts-in-rows
// Counts and displacements are in rows, and MPI takes them for doubles.
#include <stdlib.h>

#include "contract.h"

int
scatter_rows(const double *A, int m, int n, double **mine, int *m_mine,
             int root, MPI_Comm comm)
{
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    if (m < 0 || n < 0 || mine == NULL || m_mine == NULL || root < 0 ||
        root >= size)
        return -1;
    int *counts = malloc((size_t)size * sizeof *counts);
    int *begins = malloc((size_t)size * sizeof *begins);
    for (int k = 0, begin = 0; k < size; begin += counts[k++]) {
        counts[k] = (m / size + (k < m % size));
        begins[k] = begin;
    }
    *m_mine = m / size + (rank < m % size);
    *mine = malloc((size_t)*m_mine * (size_t)n * sizeof **mine);
    MPI_Scatterv(A, counts, begins, MPI_DOUBLE, *mine, *m_mine * n,
                 MPI_DOUBLE, root, comm);
    free(counts);
    free(begins);
    return 0;
}
