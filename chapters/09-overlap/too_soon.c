/*
 * too_soon.c - clinic: what is wrong here?
 *
 * Rank 0 sends a row of cells that hold 1, and makes them ready for the
 * next step.  Rank 1 prints what came.
 *
 *     mpirun -n 2 ./too_soon
 *     build/observe mpirun -n 2 ./too_soon
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { CELLS = 1 << 18 };

static double row[CELLS];

// ANCHOR: fault
static void
send_row(void)
{
    MPI_Request request;
    for (int i = 0; i < CELLS; i++)
        row[i] = 1.0;
    MPI_Isend(row, CELLS, MPI_DOUBLE, 1, 0, MPI_COMM_WORLD, &request);
    for (int i = 0; i < CELLS; i++)
        row[i] = 2.0; /* the next step */
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}
// ANCHOR_END: fault

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0)
        send_row();
    if (rank == 1) {
        MPI_Barrier(MPI_COMM_WORLD); /* a neighbour that takes its time */
        MPI_Recv(row, CELLS, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        printf("rank 1: the last cell is %.0f\n", row[CELLS - 1]);
    }
    MPI_Finalize();
    return EXIT_SUCCESS;
}
