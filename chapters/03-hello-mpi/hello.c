/*
 * hello.c - every process asks MPI two questions: which one am I, and how
 * many of us are there?
 *
 * Run:  mpirun -n 4 ./hello
 * Try:  run it three times and compare the order of the lines; run it
 *       without mpirun; replace the printf by  if (rank == 0) printf(...)
 */
#include <mpi.h>
#include <stdio.h>

// ANCHOR: main
int
main(int argc, char *argv[])
{
    int rank, size;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    printf("Hello! I am rank %d in group of %d processes.\n", rank, size);

    MPI_Finalize();
    return 0;
}
// ANCHOR_END: main
