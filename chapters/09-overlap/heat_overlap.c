/*
 * heat_overlap.c - the rod, with the edges on their way meanwhile.
 *
 * The four messages of a step are always the same four, so they are made
 * once, as persistent requests, and started in every step.  While they
 * travel, the rank computes all cells that need none of them.
 *
 *     mpirun -n 4 ./heat_overlap [cells] [steps]
 *
 * Try: 1, 2, 3 and 6 ranks (same fingerprint); the edges before the wait.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "rod.h"

enum { LEFTWARDS, RIGHTWARDS };

// ANCHOR: prepare
/* What travels: copies of this rank's edges out, the neighbours' in. */
static double edge[2], ghost[2];

static void
prepare(int left, int right, MPI_Request request[4])
{
    MPI_Comm all = MPI_COMM_WORLD;
    MPI_Recv_init(&ghost[0], 1, MPI_DOUBLE, left, RIGHTWARDS, all,
                  &request[0]);
    MPI_Recv_init(&ghost[1], 1, MPI_DOUBLE, right, LEFTWARDS, all,
                  &request[1]);
    MPI_Send_init(&edge[0], 1, MPI_DOUBLE, left, LEFTWARDS, all,
                  &request[2]);
    MPI_Send_init(&edge[1], 1, MPI_DOUBLE, right, RIGHTWARDS, all,
                  &request[3]);
}
// ANCHOR_END: prepare

// ANCHOR: step
static void
step(double *u, double *v, int n, MPI_Request request[4])
{
    edge[0] = u[1];
    edge[1] = u[n];
    MPI_Startall(4, request);
    step_cells(u, v, 2, n - 1); /* meanwhile */
    MPI_Waitall(4, request, MPI_STATUSES_IGNORE);
    u[0] = ghost[0];
    u[n + 1] = ghost[1];
    step_cells(u, v, 1, 1);
    step_cells(u, v, n, n);
}
// ANCHOR_END: step

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

    MPI_Request request[4];
    ghost[0] = rank == 0 ? 100.0 : 0.0; /* a hot end, never received */
    prepare(rank > 0 ? rank - 1 : MPI_PROC_NULL,
            rank < size - 1 ? rank + 1 : MPI_PROC_NULL, request);
    for (int t = 0; t < steps; t++) {
        step(u, v, n, request);
        double *swap = u;
        u = v;
        v = swap;
    }
    for (int k = 0; k < 4; k++)
        MPI_Request_free(&request[k]);

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
