/*
 * whose_time.c - every rank has a time.  Which one is that of the job?
 *
 * Rank r throws r + 1 shares of the darts, so the last rank has most to do;
 * with `even` all throw as many.
 *
 *     mpirun -n 4 ./whose_time [DARTS [even]]
 *
 * Try: `even`; without the barrier; MPI_MIN for MPI_MAX.
 */
#define _POSIX_C_SOURCE 200809L
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "darts.h"
#include "seconds.h"

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    int64_t n = argc > 1 ? atoll(argv[1]) : 100000000;
    int even = argc > 2 && strcmp(argv[2], "even") == 0;
    if (n < 1)
        n = 1;
    int64_t share = even ? n / size : n / (size * (size + 1) / 2);
    int64_t first = even ? rank * share : rank * (rank + 1) / 2 * share;
    int64_t last = first + (even ? share : (rank + 1) * share);
    if (rank == size - 1)
        last = n;

    // ANCHOR: time
    MPI_Barrier(MPI_COMM_WORLD);
    double cpu = seconds(CLOCK_THREAD_CPUTIME_ID), start = MPI_Wtime();
    int64_t mine = pi_hits(42, first, last);
    double time = MPI_Wtime() - start;
    cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
    printf("rank %d: %lld darts in %.6f s, CPU time %.6f s\n", rank,
           (long long)(last - first), time, cpu);
    // ANCHOR_END: time

    // ANCHOR: slowest
    double slowest = 0;
    int64_t hits = 0;
    MPI_Reduce(&time, &slowest, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    MPI_Reduce(&mine, &hits, 1, MPI_INT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("time: %.6f s, %lld hits\n", slowest, (long long)hits);
    // ANCHOR_END: slowest
    MPI_Finalize();
    return EXIT_SUCCESS;
}
