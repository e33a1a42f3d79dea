/*
 * turns.c - the ranks take turns to print, and their lines need not.
 *
 * Run:  mpirun -n 4 ./turns     several times
 * Try:  sort the lines yourself: mpirun -n 4 ./turns | sort
 */
#include <mpi.h>
#include <stdio.h>

int
main(int argc, char *argv[])
{
    int rank, size;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    // ANCHOR: turns
    for (int turn = 0; turn < size; turn++) {
        if (turn == rank) {
            printf("rank %d has its turn\n", rank);
            fflush(stdout);
        }
        MPI_Barrier(MPI_COMM_WORLD); /* wait until all are here */
    }
    // ANCHOR_END: turns

    MPI_Finalize();
    return 0;
}
