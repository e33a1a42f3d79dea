/*
 * who_moves.c - who moves a message while the sender makes no MPI call?
 *
 * Rank 0 starts to send a large message and stays out of MPI for a second,
 * or calls MPI_Test again and again.  Rank 1 receives it and then raises a
 * flag in memory that both ranks see; rank 0 looks at it.
 *
 *     mpirun -n 2 ./who_moves          no MPI call meanwhile
 *     mpirun -n 2 ./who_moves test     MPI_Test meanwhile
 *
 * Try: a message of 1000 bytes; the option of the lesson for the first.
 */
#define _POSIX_C_SOURCE 200809L

#include <mpi.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check.h"

enum { BYTES = 8 << 20, LOOKS = 50 };

// ANCHOR: send
static void
send_large(char *message, atomic_int *flag, int test)
{
    MPI_Request request;
    int done = 0;
    MPI_Isend(message, BYTES, MPI_BYTE, 1, 0, MPI_COMM_WORLD, &request);
    for (int look = 0; look < LOOKS || test; look++) {
        if (atomic_load(flag))
            break;
        if (test)
            MPI_Test(&request, &done, MPI_STATUS_IGNORE);
        else
            nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    }
    printf("rank 0: before MPI_Wait the message has %sarrived\n",
           atomic_load(flag) ? "" : "not ");
    MPI_Wait(&request, MPI_STATUS_IGNORE);
}
// ANCHOR_END: send

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, unit;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    char *message = check_alloc(calloc(1, BYTES), "calloc");

    /* Memory of rank 0 that rank 1 sees too. */
    atomic_int *flag;
    MPI_Win window;
    MPI_Aint bytes = rank == 0 ? sizeof *flag : 0;
    MPI_Win_allocate_shared(bytes, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &flag,
                            &window);
    MPI_Win_shared_query(window, 0, &bytes, &unit, &flag);
    if (rank == 0)
        atomic_init(flag, 0);
    MPI_Barrier(MPI_COMM_WORLD);

    if (rank == 0)
        send_large(message, flag, argc > 1 && strcmp(argv[1], "test") == 0);
    if (rank == 1) {
        MPI_Recv(message, BYTES, MPI_BYTE, 0, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        atomic_store(flag, 1);
    }
    MPI_Win_free(&window);
    free(message);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
