/*
 * pingpong.c - what a message costs: a fixed part and a part for each byte.
 *
 *     mpirun -n 2 ./pingpong [FACTOR]   each size FACTOR (8) times the last
 *
 * Rank 0 sends, rank 1 sends back; half of the round trip is one message.
 * The best of several batches counts: whatever disturbs only adds time.
 *
 * Try: factor 2.  Which of the two parts decides at 100 bytes?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { SMALLEST = 8, LARGEST = 1 << 22, BATCHES = 15, BYTES = 1 << 24 };

// ANCHOR: trips
static double
seconds_of(char *buffer, int n, int trips, int rank)
{
    double start = MPI_Wtime();
    for (int i = 0; i < trips; i++) {
        if (rank == 0)
            MPI_Send(buffer, n, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
        MPI_Recv(buffer, n, MPI_BYTE, 1 - rank, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        if (rank == 1)
            MPI_Send(buffer, n, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
    }
    return (MPI_Wtime() - start) / (2 * trips);
}
// ANCHOR_END: trips

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int factor = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 8;
    if (size != 2 || factor < 2 || factor > 500) {
        fprintf(stderr, "ping-pong is for two ranks; a factor is 2 to "
                        "500\n");
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    char *buffer = check_alloc(calloc(LARGEST, 1), "calloc");
    double w = 0, wn = 0, wnn = 0, wt = 0, wnt = 0;
    for (int n = SMALLEST; n <= LARGEST; n *= factor) {
        int trips = BYTES / n < 200 ? BYTES / n : 200;
        double best = seconds_of(buffer, n, trips, rank); /* warm up */
        for (int i = 0; i < BATCHES; i++) {
            double t = seconds_of(buffer, n, trips, rank);
            best = t < best ? t : best;
        }
        if (rank == 0)
            printf("%8d bytes  %10.2f us  %8.0f MB/s\n", n, best * 1e6,
                   n / best / 1e6);
        // ANCHOR: fit
        double weight = 1 / (best * best); /* all errors count relatively */
        w += weight, wn += weight * n, wnn += weight * n * n;
        wt += weight * best, wnt += weight * n * best;
        // ANCHOR_END: fit
    }
    double per_byte = (w * wnt - wn * wt) / (w * wnn - wn * wn);
    double latency = (wt - per_byte * wn) / w;
    if (rank == 0)
        printf("time = %.2f us + bytes / (%.0f MB/s)\n", latency * 1e6,
               1e-6 / per_byte);
    free(buffer);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
