// expect: WRONG hint=root-forgets-itself
// Root sends to the others and never fills its own rows.
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
    *m_mine = m / size + (rank < m % size);
    *mine = calloc((size_t)*m_mine * (size_t)n + 1, sizeof **mine);
    if (rank != root) {
        MPI_Recv(*mine, *m_mine * n, MPI_DOUBLE, root, 0, comm,
                 MPI_STATUS_IGNORE);
        return 0;
    }
    for (int k = 0, begin = 0; k < size; k++) {
        int rows = m / size + (k < m % size);
        if (k != root)
            MPI_Send(A + begin * n, rows * n, MPI_DOUBLE, k, 0, comm);
        begin += rows;
    }
    return 0;
}
