// expect: CRASH hint=one-buffer-for-both
// Root copies A to where its own rows will be, and scatters from there.
#include <stdlib.h>

#include "contract.h"

/* The rows of rank k when m are dealt to `parts` ranks. */
static int
rows_of(int m, int parts, int k)
{
    return m / parts + (k < m % parts);
}

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

    int *counts = NULL, *begins = NULL;
    if (rank == root) {
        counts = malloc((size_t)size * sizeof *counts);
        begins = malloc((size_t)size * sizeof *begins);
        if (counts == NULL || begins == NULL)
            MPI_Abort(comm, EXIT_FAILURE);
        for (int k = 0, begin = 0; k < size; begin += counts[k++]) {
            counts[k] = rows_of(m, size, k) * n;
            begins[k] = begin;
        }
    }
    *m_mine = rows_of(m, size, rank);
    size_t elements = (size_t)*m_mine * (size_t)n;
    *mine = malloc(elements * sizeof **mine);
    if (*mine == NULL && elements > 0)
        MPI_Abort(comm, EXIT_FAILURE);
    if (rank == root) {
        free(*mine);
        *mine = malloc((size_t)m * (size_t)n * sizeof **mine);
        if (*mine == NULL && m * n > 0)
            MPI_Abort(comm, EXIT_FAILURE);
        for (int i = 0; i < m * n; i++)
            (*mine)[i] = A[i];
    }
    MPI_Scatterv(*mine, counts, begins, MPI_DOUBLE, *mine, (int)elements,
                 MPI_DOUBLE, root, comm);
    free(counts);
    free(begins);
    return 0;
}
