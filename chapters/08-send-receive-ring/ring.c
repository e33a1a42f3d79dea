/*
 * ring.c - two orders in which a ring cannot block itself.
 *
 *     mpirun -n 4 ./ring both       MPI_Sendrecv: both at the same time
 *     mpirun -n 4 ./ring turns      odd ranks receive first
 *
 * A message of a megabyte goes one place to the right, from every rank.
 *
 * Try: `turns` with one rank.  Who receives first then?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

enum { LETTERS = 1 << 20 };

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char *mine = check_alloc(malloc(LETTERS), "malloc");
    char *theirs = check_alloc(malloc(LETTERS), "malloc");
    memset(mine, 'a' + rank % 26, LETTERS);
    int right = (rank + 1) % size, left = (rank + size - 1) % size;

    if (argc < 2 || strcmp(argv[1], "turns") != 0) {
        // ANCHOR: both
        MPI_Sendrecv(mine, LETTERS, MPI_CHAR, right, 0, theirs, LETTERS,
                     MPI_CHAR, left, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        // ANCHOR_END: both
    } else {
        // ANCHOR: turns
        if (rank % 2 == 0)
            MPI_Send(mine, LETTERS, MPI_CHAR, right, 0, MPI_COMM_WORLD);
        MPI_Recv(theirs, LETTERS, MPI_CHAR, left, 0, MPI_COMM_WORLD,
                 MPI_STATUS_IGNORE);
        if (rank % 2 == 1)
            MPI_Send(mine, LETTERS, MPI_CHAR, right, 0, MPI_COMM_WORLD);
        // ANCHOR_END: turns
    }
    printf("rank %d: letter %c from rank %d\n", rank, theirs[LETTERS - 1],
           left);
    free(mine);
    free(theirs);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
