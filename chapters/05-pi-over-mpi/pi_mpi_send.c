/*
 * pi_mpi_send.c - what MPI_Reduce hides: rank 0 collects by hand.
 *
 * Every rank but 0 sends its hits to rank 0.  Rank 0 receives one message
 * from each of them, in rank order, and adds.
 *
 *     mpirun -n 4 ./pi_mpi_send
 *
 * Try: receive from MPI_ANY_SOURCE; let rank 0 forget the last rank.
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

    // ANCHOR: collect
    const int tag = 0;
    if (rank != 0) {
        MPI_Send(&mine, 1, MPI_INT64_T, 0, tag, MPI_COMM_WORLD);
    } else {
        int64_t total = mine;
        for (int sender = 1; sender < size; sender++) {
            int64_t theirs;
            MPI_Recv(&theirs, 1, MPI_INT64_T, sender, tag, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
            printf("rank %d reports %lld hits\n", sender,
                   (long long)theirs);
            total += theirs;
        }
        printf("messages %d, total %lld, pi is about %.6f\n", size - 1,
               (long long)total, 4.0 * (double)total / (double)n);
    }
    // ANCHOR_END: collect
    MPI_Finalize();
    return EXIT_SUCCESS;
}
