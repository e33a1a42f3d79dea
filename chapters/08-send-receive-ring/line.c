/*
 * line.c - a ring that is cut open: at the ends there is nobody.
 *
 *     mpirun -n 4 ./line
 *
 * Every rank sends its number to the right and receives from the left.
 *
 * Try: what does the status of rank 0 say about the sender?
 */
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
    // ANCHOR: line
    int left = rank > 0 ? rank - 1 : MPI_PROC_NULL;
    int right = rank < size - 1 ? rank + 1 : MPI_PROC_NULL;
    int mine = 10 + rank, theirs = -1;
    MPI_Sendrecv(&mine, 1, MPI_INT, right, 0, &theirs, 1, MPI_INT, left, 0,
                 MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    printf("rank %d: %d\n", rank, theirs);
    // ANCHOR_END: line
    MPI_Finalize();
    return EXIT_SUCCESS;
}
