/*
 * deadlock2.c - clinic: rank 0 collects one number from each rank.
 *
 *     mpirun -n 3 ./deadlock2
 *
 * Find out why it hangs with `build/observe mpirun -n 3 ./deadlock2`.
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
    // ANCHOR: collect
    int mine = 10 + rank, sum = 0;
    if (rank != 0)
        MPI_Send(&mine, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
    for (int sender = 0; rank == 0 && sender < size; sender++) {
        int theirs;
        MPI_Recv(&theirs, 1, MPI_INT, sender, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        sum += theirs;
    }
    // ANCHOR_END: collect
    if (rank == 0)
        printf("sum %d\n", sum);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
