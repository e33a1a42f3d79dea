/*
 * hello_phases.c - the same process before MPI_Init, between MPI_Init and
 * MPI_Finalize, and after MPI_Finalize.
 *
 * Run:  mpirun -n 4 ./hello_phases
 * Try:  move the first printf below MPI_Init; call MPI_Comm_rank above
 *       MPI_Init and read what MPI says.
 */
#define _POSIX_C_SOURCE 200809L
#include <mpi.h>
#include <stdio.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
    long me = (long)getpid();
    int rank, size;

    // ANCHOR: before
    printf("before: process %ld is running already\n", me);
    // ANCHOR_END: before

    // ANCHOR: between
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    printf("[%d] between: process %ld is rank %d of %d\n", rank, me, rank,
           size);
    MPI_Finalize();
    // ANCHOR_END: between

    // ANCHOR: after
    printf("[%d] after: process %ld runs on without MPI\n", rank, me);
    // ANCHOR_END: after
    return 0;
}
