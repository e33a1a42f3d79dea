/*
 * scan_offsets.c - how many things do the ranks before me have?
 *
 * Rank r has r + 1 things.  Every rank adds up what it and the lower ranks
 * have: by messages, in log2(size) rounds; by MPI_Scan, which counts this
 * rank too; and by MPI_Exscan, which does not.
 *
 *     mpirun -n 8 ./scan_offsets
 *
 * Try: 7 ranks, 9 ranks; MPI_MAX in place of MPI_SUM.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// ANCHOR: byhand
/* After the round with step 1, 2, 4, ... `sum` covers this rank and the
 * 1, 3, 7, ... before it. */
static int64_t
scan_by_hand(int64_t mine, int rank, int size, int *rounds)
{
    int64_t sum = mine;
    for (int step = 1; step < size; step *= 2) {
        int up = rank + step < size ? rank + step : MPI_PROC_NULL;
        int down = rank - step >= 0 ? rank - step : MPI_PROC_NULL;
        int64_t theirs = 0; /* stays 0 if nobody is there */
        MPI_Sendrecv(&sum, 1, MPI_INT64_T, up, 0, &theirs, 1, MPI_INT64_T,
                     down, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        sum += theirs;
        ++*rounds;
    }
    return sum;
}
// ANCHOR_END: byhand

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size, rounds = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    // ANCHOR: calls
    int64_t mine = rank + 1, with_me = -777, before_me = -777;
    MPI_Scan(&mine, &with_me, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    MPI_Exscan(&mine, &before_me, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
    // ANCHOR_END: calls
    int64_t by_hand = scan_by_hand(mine, rank, size, &rounds);

    printf("rank %d has %lld: by hand %lld, Scan %lld, Exscan %lld\n", rank,
           (long long)mine, (long long)by_hand, (long long)with_me,
           (long long)before_me);
    if (rank == 0)
        printf("by hand: %d rounds\n", rounds);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
