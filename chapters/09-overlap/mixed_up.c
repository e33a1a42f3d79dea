/*
 * mixed_up.c - clinic: what is wrong here?
 *
 * Rank 1 tells rank 0 its temperature and the number of its step.
 *
 *     mpirun -n 2 ./mixed_up
 *     build/observe mpirun -n 2 ./mixed_up
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);

    // ANCHOR: fault
    double cell = rank == 0 ? -1.0 : 36.5;
    int64_t step = rank == 0 ? -1 : 7;
    MPI_Comm all = MPI_COMM_WORLD;
    MPI_Request request[2];
    if (rank == 0) {
        MPI_Irecv(&step, 1, MPI_INT64_T, 1, 0, all, &request[0]);
        MPI_Irecv(&cell, 1, MPI_DOUBLE, 1, 0, all, &request[1]);
    } else {
        MPI_Isend(&cell, 1, MPI_DOUBLE, 0, 0, all, &request[0]);
        MPI_Isend(&step, 1, MPI_INT64_T, 0, 0, all, &request[1]);
    }
    MPI_Waitall(2, request, MPI_STATUSES_IGNORE);
    if (rank == 0)
        printf("rank 0: %.1f degrees in step %lld\n", cell,
               (long long)step);
    // ANCHOR_END: fault
    MPI_Finalize();
    return EXIT_SUCCESS;
}
