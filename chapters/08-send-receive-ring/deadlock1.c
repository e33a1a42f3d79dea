/*
 * deadlock1.c - clinic: two ranks trade a number and never get it.
 *
 *     mpirun -n 2 ./deadlock1
 *
 * Find out why with `build/observe mpirun -n 2 ./deadlock1`.
 *
 * Try: cure it with the smallest change you can find.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size != 2) {
        fprintf(stderr, "this is for two ranks\n");
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    // ANCHOR: trade
    int mine = 10 + rank, theirs = -1, other = 1 - rank;
    MPI_Recv(&theirs, 1, MPI_INT, other, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    MPI_Send(&mine, 1, MPI_INT, other, 0, MPI_COMM_WORLD);
    // ANCHOR_END: trade
    printf("rank %d: got %d\n", rank, theirs);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
