/*
 * meanwhile.c - proof without a clock that a rank computes while a message
 * is on its way.
 *
 * Rank 1 asks for the message only after rank 0 has told it that its work
 * is done.  So rank 0 gets to the end only if it works before it waits.
 *
 *     mpirun -n 2 ./meanwhile          work, then wait
 *     mpirun -n 2 ./meanwhile wait     wait, then work: never ends
 *
 * Try: MPI_Isend instead of MPI_Issend: both end. Why?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL, DONE };

// ANCHOR: sender
static void
sender(int wait_first)
{
    double cell = 36.6;
    MPI_Request request;
    MPI_Issend(&cell, 1, MPI_DOUBLE, 1, CELL, MPI_COMM_WORLD, &request);
    if (wait_first)
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    printf("rank 0: the work is done\n");
    fflush(stdout);
    MPI_Send(NULL, 0, MPI_INT, 1, DONE, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}
// ANCHOR_END: sender

// ANCHOR: receiver
static void
receiver(void)
{
    double cell;
    MPI_Recv(NULL, 0, MPI_INT, 0, DONE, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Recv(&cell, 1, MPI_DOUBLE, 0, CELL, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    printf("rank 1: and only now I ask for the cell: %.1f\n", cell);
}
// ANCHOR_END: receiver

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size != 2)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    if (rank == 0)
        sender(argc > 1 && strcmp(argv[1], "wait") == 0);
    else
        receiver();
    MPI_Finalize();
    return EXIT_SUCCESS;
}
