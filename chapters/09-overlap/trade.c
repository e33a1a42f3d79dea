/*
 * trade.c - every rank gives one number to each neighbour in a ring.
 *
 * Rank r sends 10 * r + 1 to the rank on its left and 10 * r + 2 to the
 * rank on its right, and receives one number from each.  No call waits
 * before MPI_Waitall.  The argument says how many tags are used.
 *
 *     mpirun -n 4 ./trade [1 or 2]
 *
 * Try: one tag on 4, 3, 2 and 1 ranks; the two MPI_Isend exchanged.
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
    int left = (rank + size - 1) % size, right = (rank + 1) % size;
    int tags = argc > 1 ? atoi(argv[1]) : 2;

    // ANCHOR: trade
    const int leftwards = 0, rightwards = tags == 1 ? 0 : 1;
    int to_left = 10 * rank + 1, to_right = 10 * rank + 2;
    int from_left = -1, from_right = -1;
    MPI_Request request[4];
    MPI_Irecv(&from_left, 1, MPI_INT, left, rightwards, MPI_COMM_WORLD,
              &request[0]);
    MPI_Irecv(&from_right, 1, MPI_INT, right, leftwards, MPI_COMM_WORLD,
              &request[1]);
    MPI_Isend(&to_left, 1, MPI_INT, left, leftwards, MPI_COMM_WORLD,
              &request[2]);
    MPI_Isend(&to_right, 1, MPI_INT, right, rightwards, MPI_COMM_WORLD,
              &request[3]);
    /* Here the four messages are on their way, and nothing is known. */
    MPI_Waitall(4, request, MPI_STATUSES_IGNORE);
    // ANCHOR_END: trade

    printf("rank %d: %d from the left, %d from the right\n", rank,
           from_left, from_right);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
