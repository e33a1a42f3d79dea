/*
 * spin.c - how long does one small conversation of all ranks take?
 *
 * Run:  mpirun -n 2 ./spin 1000
 * Try:  mpirun --oversubscribe -n 4 ./spin 1000
 *       mpirun --host localhost:4 -n 4 ./spin 50
 *       Keep the count small in the last one: on a machine with fewer than
 *       four cores, 1000 calls can take a quarter of a minute.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

// ANCHOR: converse
/* Adds up one number from every rank, `calls` times, and returns the mean
   number of seconds a call took.  No rank can leave a call before all have
   entered it. */
static double
converse(int calls)
{
    int one = 1, sum;

    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int i = 0; i < calls; i++)
        MPI_Allreduce(&one, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    return (MPI_Wtime() - start) / calls;
}
// ANCHOR_END: converse

int
main(int argc, char *argv[])
{
    int rank, size;

    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    int calls = argc > 1 ? atoi(argv[1]) : 100;
    if (calls < 1)
        calls = 1;
    double seconds = converse(calls);
    if (rank == 0)
        printf("%d ranks, %d calls: %.1f microseconds a call\n", size,
               calls, seconds * 1e6);

    MPI_Finalize();
    return 0;
}
