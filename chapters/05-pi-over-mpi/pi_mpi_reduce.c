/*
 * pi_mpi_reduce.c - every rank throws its darts, one rank learns pi.
 *
 * As pi_mpi_allreduce.c, but MPI_Reduce gives the sum to rank 0 alone.
 * Every rank prints its variable `total` to show what it got.
 *
 *     mpirun -n 4 ./pi_mpi_reduce
 *
 * Try: root size - 1 instead of 0; a root that no rank has.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "darts.h"

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    const int64_t n = 42000000; /* a multiple of 1, 2, ..., 8 */
    if (n % size != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    int64_t share = n / size;
    int64_t mine = pi_hits(42, rank * share, (rank + 1) * share);

    // ANCHOR: reduce
    int64_t total = -1;
    MPI_Reduce(&mine, &total, 1, MPI_INT64_T, MPI_SUM, 0, MPI_COMM_WORLD);

    printf("rank %d: total is %lld\n", rank, (long long)total);
    if (rank == 0)
        printf("pi is about %.6f\n", 4.0 * (double)total / (double)n);
    // ANCHOR_END: reduce
    MPI_Finalize();
    return EXIT_SUCCESS;
}
