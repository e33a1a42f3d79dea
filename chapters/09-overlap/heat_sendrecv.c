/*
 * heat_sendrecv.c - the same rod on many ranks, with ghost cells.
 *
 * Each rank has an equal part of the cells.  Before every step it trades
 * edges with both neighbours by MPI_Sendrecv, and waits for them.
 *
 *     mpirun -n 4 ./heat_sendrecv [cells] [steps]
 *
 * Try: 1, 2, 3 and 6 ranks (same fingerprint); leave one trade out.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "rod.h"

enum { LEFTWARDS, RIGHTWARDS };

// ANCHOR: trade
static void
trade(double *u, int n, int left, int right)
{
    MPI_Sendrecv(&u[1], 1, MPI_DOUBLE, left, LEFTWARDS, &u[n + 1], 1,
                 MPI_DOUBLE, right, LEFTWARDS, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    MPI_Sendrecv(&u[n], 1, MPI_DOUBLE, right, RIGHTWARDS, &u[0], 1,
                 MPI_DOUBLE, left, RIGHTWARDS, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
}
// ANCHOR_END: trade

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int cells = argc > 1 ? atoi(argv[1]) : 24;
    int steps = argc > 2 ? atoi(argv[2]) : 1000;
    if (cells < size || cells % size != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    int n = cells / size;
    size_t places = (size_t)n + 2;
    double *u = check_alloc(calloc(places, sizeof *u), "calloc");
    double *v = check_alloc(calloc(places, sizeof *v), "calloc");

    // ANCHOR: loop
    int left = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int right = rank < size - 1 ? rank + 1 : MPI_PROC_NULL;
    if (rank == 0)
        u[0] = v[0] = 100.0; /* the hot end of the rod */
    for (int t = 0; t < steps; t++) {
        trade(u, n, left, right);
        step_cells(u, v, 1, n);
        double *swap = u;
        u = v;
        v = swap;
    }
    // ANCHOR_END: loop

    uint64_t mine = fingerprint(u, n, rank * n), all;
    MPI_Reduce(&mine, &all, 1, MPI_UINT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d cells, %d steps: fingerprint %016llx\n", cells, steps,
               (unsigned long long)all);
    free(u);
    free(v);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
