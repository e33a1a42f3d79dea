/*
 * scatter_rows.c - each rank gets one row of a matrix that rank 0 has.
 *
 * By hand along a tree: whoever holds rows for several ranks hands the
 * upper half of them on.  Then by MPI_Scatter.  Rows and rounds are
 * counted.
 *
 *     mpirun -n 8 ./scatter_rows         (1, 2, 4, 8, ... ranks)
 *
 * Try: rows of 1 double and of 100,000; 16 ranks.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { ROW = 1000 }; /* doubles in a row */

static int rank, size, rounds, sent;

// ANCHOR: tree
/* rows: the whole matrix on rank 0, room for it on the others.  Afterwards
 * the first row is this rank's own. */
static void
scatter_by_tree(double *rows)
{
    for (int half = size / 2; half >= 1; half /= 2) {
        if (rank % (2 * half) == 0) {
            MPI_Send(rows + half * ROW, half * ROW, MPI_DOUBLE, rank + half,
                     0, MPI_COMM_WORLD);
            sent += half;
        } else if (rank % half == 0) {
            MPI_Recv(rows, half * ROW, MPI_DOUBLE, rank - half, 0,
                     MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        rounds++;
    }
}
// ANCHOR_END: tree

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if ((size & (size - 1)) != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    size_t bytes = (size_t)size * ROW * sizeof(double);
    double *rows = check_alloc(calloc(1, bytes), "calloc");
    for (int i = 0; rank == 0 && i < size * ROW; i++)
        rows[i] = i; /* row k begins with 1000 k */

    // ANCHOR: scatter
    double row[ROW];
    MPI_Scatter(rows, ROW, MPI_DOUBLE, row, ROW, MPI_DOUBLE, 0,
                MPI_COMM_WORLD);
    // ANCHOR_END: scatter
    scatter_by_tree(rows);

    int by_root = sent, all = 0;
    MPI_Reduce(&sent, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("tree: %d rounds, rank 0 sends %d rows, all ranks %d\n",
               rounds, by_root, all);
    printf("rank %d: MPI_Scatter %g ... %g, tree %g ... %g\n", rank, row[0],
           row[ROW - 1], rows[0], rows[ROW - 1]);
    free(rows);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
