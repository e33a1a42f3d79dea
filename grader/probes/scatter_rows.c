/* scatter_rows.c - probe: a matrix whose elements are numbered from a base,
 * on root only, and the rows that every rank gets. */
#include "contract.h"
#include "probe_mpi.h"

#include <stdlib.h>

enum { UNTOUCHED = -77, MOST_ROWS = 200 };

static double *
make_matrix(int64_t elements, int64_t base)
{
    double *A = malloc((size_t)elements * sizeof *A);
    if (A == NULL && elements > 0)
        abort();
    for (int64_t i = 0; i < elements; i++)
        A[i] = (double)(base + i);
    return A;
}

/* For each row: its first element, and how many elements follow one another
 * from there on. */
static void
say_rows(const double *mine, int rows, int n)
{
    int64_t v[2 * MOST_ROWS];
    for (int r = 0; r < rows; r++) {
        const double *row = mine + (size_t)r * (size_t)n;
        int64_t good = 0;
        while (good < n && row[good] == row[0] + (double)good)
            good++;
        v[2 * r] =
            row[0] >= -1e15 && row[0] <= 1e15 ? (int64_t)row[0] : UNTOUCHED;
        v[2 * r + 1] = good;
    }
    say_i64s(v, 2 * (size_t)rows);
}

/* m, n, root (modulo the size; raw if it may be bad), which pointer is NULL
 * (0 none, 1 mine, 2 m_mine), and the base. */
void
probe_case(void)
{
    int m = (int)ask_i64(), n = (int)ask_i64(), root = (int)ask_i64();
    int raw = (int)ask_i64(), null = (int)ask_i64(), rank, size;
    int64_t base = ask_i64() + 1000000 * case_half();
    PMPI_Comm_rank(case_comm(), &rank);
    PMPI_Comm_size(case_comm(), &size);
    root = raw ? root : root % size;
    int64_t elements = m > 0 && n > 0 ? (int64_t)m * n : 0;
    double *A = rank == root ? make_matrix(elements, base) : NULL;
    double *mine = NULL;
    int m_mine = UNTOUCHED, changed = 0;
    int returned =
        scatter_rows(A, m, n, null == 1 ? NULL : &mine,
                     null == 2 ? NULL : &m_mine, root, case_comm());
    for (int64_t i = 0; A != NULL && i < elements; i++)
        changed += A[i] != (double)(base + i);
    bool inside = A != NULL && mine >= A && mine <= A + elements;
    bool readable = mine != NULL && m_mine > 0 && m_mine <= m &&
                    m_mine <= MOST_ROWS && m_mine <= m / size + 1 && n > 0;
    say_i64(returned);
    say_i64(m_mine);
    say_i64(inside);
    say_i64(changed);
    say_rows(mine, readable ? m_mine : 0, n);
    say_mpi_events();
    if (!inside)
        case_free(mine);
    case_free(A);
}
