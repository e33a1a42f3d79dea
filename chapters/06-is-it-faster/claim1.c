/*
 * claim1.c - bug clinic: "our ranks are 16 times as fast as one".
 *
 * ROWS rows of darts, row i of i darts, in blocks of equally many rows.  So
 * that the claim is the same on every machine, the clock of this program
 * ticks once a dart.
 *
 * Run:  mpirun -n 4 ./claim1
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "darts.h"

enum { ROWS = 1200 };

static int64_t now; /* this rank's clock */

// ANCHOR: claim
static int64_t
throw_rows(int first, int last)
{
    int64_t hits = 0;
    for (int i = first; i < last; i++) {
        hits += pi_hits((uint64_t)i, 0, i);
        now += i;
    }
    return hits;
}

static void
claim(int rank, int size)
{
    MPI_Barrier(MPI_COMM_WORLD);
    int64_t start = now;
    int64_t mine = throw_rows(rank * ROWS / size, (rank + 1) * ROWS / size);
    int64_t together = now - start;

    int64_t all = 0;
    MPI_Reduce(&mine, &all, 1, MPI_INT64_T, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        start = now;
        int64_t check = throw_rows(0, ROWS);
        int64_t alone = now - start;
        printf("%s hits, speed-up %.2f on %d ranks\n",
               check == all ? "the same" : "other",
               (double)alone / (double)together, size);
    }
}
// ANCHOR_END: claim

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    claim(rank, size);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
