/*
 * clinic_order.c - bug clinic: a table for all ranks, and a sum of all.
 *
 *     mpirun -n 4 ./clinic_order 100         a table of 100 numbers: works
 *     mpirun -n 4 ./clinic_order 1000000     does not end
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    int n = argc > 1 ? atoi(argv[1]) : 100;
    int *table = check_alloc(calloc((size_t)n, sizeof *table), "calloc");

    // ANCHOR: order
    int sum = 0;
    if (rank == 0) {
        for (int i = 0; i < n; i++)
            table[i] = i;
        MPI_Bcast(table, n, MPI_INT, 0, MPI_COMM_WORLD);
        MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    } else {
        MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
        MPI_Bcast(table, n, MPI_INT, 0, MPI_COMM_WORLD);
    }
    // ANCHOR_END: order
    printf("rank %d: the table ends with %d, sum %d\n", rank, table[n - 1],
           sum);
    free(table);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
