/*
 * forgotten.c - clinic: what is wrong here?
 *
 * Rank 0 asks rank 1 for four cells and prints the last of them.
 *
 *     mpirun -n 2 ./forgotten
 *     build/observe mpirun -n 2 ./forgotten
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    // ANCHOR: fault
    double cells[4] = {0.0, 0.0, 0.0, rank == 0 ? -1.0 : 36.5};
    if (rank == 0) {
        MPI_Request request;
        MPI_Irecv(cells, 4, MPI_DOUBLE, 1, 0, MPI_COMM_WORLD, &request);
        printf("rank 0: the last cell has %.1f degrees\n", cells[3]);
        MPI_Barrier(MPI_COMM_WORLD);
    } else {
        MPI_Barrier(MPI_COMM_WORLD); /* a neighbour that takes its time */
        MPI_Send(cells, 4, MPI_DOUBLE, 0, 0, MPI_COMM_WORLD);
    }
    // ANCHOR_END: fault
    MPI_Finalize();
    return EXIT_SUCCESS;
}
