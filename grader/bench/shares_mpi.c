/*
 * shares_mpi.c - CPU time that each rank needs for its share of the darts.
 *
 *     mpirun -n 2 ./shares_mpi DARTS     DARTS must divide by the ranks
 *
 * Prints the lines of pi_fork and pi_pthread.  The clock is read before and
 * after pi_hits only: a rank that waits in MPI may keep its core busy.
 */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include "darts.h"
#include "seconds.h"

enum { SEED = 42 };

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    int64_t darts = argc > 1 ? strtoll(argv[1], NULL, 10) : 840000;
    if (darts % size != 0)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    int64_t share = darts / size, total = 0;
    double start = seconds(CLOCK_THREAD_CPUTIME_ID);
    int64_t mine = pi_hits(SEED, rank * share, (rank + 1) * share);
    double cpu = seconds(CLOCK_THREAD_CPUTIME_ID) - start;
    MPI_Allreduce(&mine, &total, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    printf("worker %d: %" PRId64 " hits, CPU time %.6f s\n", rank, mine,
           cpu);
    if (rank == 0)
        printf("%" PRId64 " hits of %" PRId64 " darts\n", total, darts);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
