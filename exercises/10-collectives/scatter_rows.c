/* scatter_rows.c - deal the rows of root's matrix out.
 *
 * How many rows are mine?  Every rank can tell from m, its rank and the
 * size of comm, as split_range of chapter 2 did.  Root must tell MPI for
 * every rank how much it gets and where that begins: in which unit?
 */
#include "contract.h"

int
scatter_rows(const double *A, int m, int n, double **mine, int *m_mine,
             int root, MPI_Comm comm)
{
    /* TODO: count the rows, make room for them, scatter. */
    (void)A;
    (void)m;
    (void)n;
    (void)root;
    (void)comm;
    if (mine == NULL || m_mine == NULL)
        return -1;
    *mine = NULL;
    *m_mine = 0;
    return 0;
}
