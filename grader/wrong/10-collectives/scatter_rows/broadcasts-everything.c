// expect: SERIAL hint=sends-everything-to-everyone
// The whole matrix goes to every rank, which keeps its own rows.
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
    int before = rank < m % size ? rank : m % size;
    int first = m / size * rank + before;
    *m_mine = m / size + (rank < m % size);
    double *all = malloc((size_t)m * (size_t)n * sizeof *all + 1);
    *mine = malloc((size_t)*m_mine * (size_t)n * sizeof **mine + 1);
    for (int i = 0; rank == root && i < m * n; i++)
        all[i] = A[i];
    MPI_Bcast(all, m * n, MPI_DOUBLE, root, comm);
    for (int i = 0; i < *m_mine * n; i++)
        (*mine)[i] = all[first * n + i];
    free(all);
    return 0;
}
