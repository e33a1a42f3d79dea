// expect: DEADLOCK hint=waits-for-itself
// Root sends to every rank, itself too, and receives only afterwards.
#include <stdlib.h>

#include "contract.h"

int
scatter_rows(const double *A, int m, int n, double **mine, int *m_mine,
             int root, MPI_Comm comm)
{
    int size, rank;
    MPI_Comm_size(comm, &size);
    MPI_Comm_rank(comm, &rank);
    if (m < 0 || n < 0 || mine == NULL || m_mine == NULL || root < 0 ||
        root >= size)
        return -1;
    *m_mine = m / size + (rank < m % size);
    *mine = malloc((size_t)*m_mine * (size_t)n * sizeof **mine);
    for (int r = 0; r < size && rank == root; r++) {
        int rows = m / size + (r < m % size);
        MPI_Send(A, rows * n, MPI_DOUBLE, r, 0, comm);
        A += (size_t)rows * (size_t)n;
    }
    MPI_Recv(*mine, *m_mine * n, MPI_DOUBLE, root, 0, comm,
             MPI_STATUS_IGNORE);
    return 0;
}
