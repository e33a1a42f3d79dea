/*
 * pi_mpi_allreduce.c - every rank throws its darts, every rank learns pi.
 *
 * Each rank throws an equal block of the n darts.  MPI_Allreduce adds the
 * hits of all ranks and gives the sum to all of them.
 *
 *     mpirun -n 4 ./pi_mpi_allreduce [n]       n a multiple of the ranks
 *
 * Try: 1, 2 and 3 ranks (same sum); MPI_MAX for MPI_SUM; another seed.
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

    // ANCHOR: n
    int64_t n = argc > 1 ? atoll(argv[1]) : 42000000;
    if (n <= 0 || n % size != 0) {
        if (rank == 0)
            fprintf(stderr, "%d ranks cannot share %lld darts equally\n",
                    size, (long long)n);
        MPI_Finalize();
        return EXIT_FAILURE;
    }
    // ANCHOR_END: n

    // ANCHOR: share
    int64_t share = n / size;
    int64_t mine = pi_hits(42, rank * share, (rank + 1) * share);

    int64_t total = -1;
    MPI_Allreduce(&mine, &total, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);

    printf("rank %d: mine %lld, total %lld, pi is about %.6f\n", rank,
           (long long)mine, (long long)total,
           4.0 * (double)total / (double)n);
    // ANCHOR_END: share
    MPI_Finalize();
    return EXIT_SUCCESS;
}
