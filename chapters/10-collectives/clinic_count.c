/*
 * clinic_count.c - bug clinic: rank 0 collects one number from each rank.
 *
 *     mpirun -n 4 ./clinic_count
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { ROOM = 1024 };

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (size * size > ROOM)
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);

    // ANCHOR: count
    int square = (rank + 1) * (rank + 1), squares[ROOM] = {0};
    MPI_Gather(&square, 1, MPI_INT, squares, size, MPI_INT, 0,
               MPI_COMM_WORLD);
    for (int r = 0; rank == 0 && r < size; r++)
        printf("rank %d has %d\n", r, squares[r]);
    // ANCHOR_END: count
    MPI_Finalize();
    return EXIT_SUCCESS;
}
