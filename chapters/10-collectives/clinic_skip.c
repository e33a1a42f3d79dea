/*
 * clinic_skip.c - bug clinic: some ranks have nothing to add.
 *
 * Five values are dealt to the ranks; the largest is wanted on all of them.
 *
 *     mpirun -n 4 ./clinic_skip          works
 *     mpirun -n 7 ./clinic_skip          does not end
 */
#include <limits.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    // ANCHOR: skip
    const int values[] = {31, 41, 59, 26, 53};
    int mine = INT_MIN, largest = INT_MIN;
    for (int i = rank; i < 5; i += size)
        mine = values[i] > mine ? values[i] : mine;
    if (mine > INT_MIN)
        MPI_Allreduce(&mine, &largest, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    // ANCHOR_END: skip
    printf("rank %d: the largest is %d\n", rank, largest);
    fflush(stdout);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
