/*
 * deadlock3.c - clinic: a table is sent, a parameter broadcast.
 *
 *     mpirun -n 2 ./deadlock3 100         400 bytes: works
 *     mpirun -n 2 ./deadlock3 1000000     4 MB: hangs
 *
 * Find out why with `build/observe mpirun -n 2 ./deadlock3 1000000`; then
 * ask it about the run with 100, which does not hang.
 *
 * Try: cure it with the smallest change you can find.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int n = argc > 1 ? atoi(argv[1]) : 1000000;
    if (size != 2 || n < 1) {
        fprintf(stderr, "this is for two ranks and at least one number\n");
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    int *table = check_alloc(calloc((size_t)n, sizeof *table), "calloc");
    // ANCHOR: table
    int parameter = rank == 0 ? 42 : -1;
    if (rank == 0)
        MPI_Send(table, n, MPI_INT, 1, 0, MPI_COMM_WORLD);
    MPI_Bcast(&parameter, 1, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 1)
        MPI_Recv(table, n, MPI_INT, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    // ANCHOR_END: table
    printf("rank %d: parameter %d\n", rank, parameter);
    free(table);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
