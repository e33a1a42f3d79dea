/*
 * eager.c - from which size on does MPI_Send wait for the receiver?
 *
 *     mpirun -n 2 ./eager
 *
 * Rank 0 sends n bytes and then says so in an empty message.  If rank 1 has
 * that message before it has received the bytes, MPI_Send returned without
 * it.  If it has not come after a while, rank 1 receives, to go on.
 *
 * Try: MPI_Ssend in place of the first MPI_Send; MPI=mpich make chapter8.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { DATA = 1, RETURNED = 2, LARGEST = 1 << 24 };
static const double patience = 0.2; /* seconds */

// ANCHOR: waits
/* Does a send of n bytes from rank 0 wait for rank 1? */
static int
send_waits(char *buffer, int n, int rank)
{
    int returned = 0;
    if (rank == 0) {
        MPI_Send(buffer, n, MPI_BYTE, 1, DATA, MPI_COMM_WORLD);
        MPI_Send(NULL, 0, MPI_BYTE, 1, RETURNED, MPI_COMM_WORLD);
    } else {
        MPI_Probe(0, DATA, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        double start = MPI_Wtime();
        while (!returned && MPI_Wtime() - start < patience)
            MPI_Iprobe(0, RETURNED, MPI_COMM_WORLD, &returned,
                       MPI_STATUS_IGNORE);
        MPI_Recv(buffer, n, MPI_BYTE, 0, DATA, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        MPI_Recv(NULL, 0, MPI_BYTE, 0, RETURNED, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
    }
    MPI_Bcast(&returned, 1, MPI_INT, 1, MPI_COMM_WORLD);
    return !returned;
}
// ANCHOR_END: waits

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size != 2) {
        fprintf(stderr, "this needs two ranks\n");
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    char *buffer = check_alloc(calloc(LARGEST, 1), "calloc");
    // ANCHOR: search
    int returns = 0, waits = 1; /* bytes; then the gap is halved */
    while (waits < LARGEST && !send_waits(buffer, waits, rank)) {
        returns = waits;
        waits *= 2;
    }
    while (waits - returns > 1) {
        int middle = returns + (waits - returns) / 2;
        *(send_waits(buffer, middle, rank) ? &waits : &returns) = middle;
    }
    // ANCHOR_END: search
    if (rank == 0)
        printf("MPI_Send returns at once up to %d bytes,\n"
               "and waits for the receiver from %d bytes on\n",
               returns, waits);
    free(buffer);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
