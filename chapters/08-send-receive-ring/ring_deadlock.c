/*
 * ring_deadlock.c - everybody sends to the right, then receives from the
 * left.
 *
 *     mpirun -n 4 ./ring_deadlock 1024         1 KiB: all is well
 *     mpirun -n 4 ./ring_deadlock 1048576      1 MiB: nobody moves any more
 *
 * Try: where is the limit?  What if one rank alone receives first?
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#include "check.h"

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int n = argc > 1 ? atoi(argv[1]) : 1 << 20;
    if (n < 1) {
        fprintf(stderr, "how many bytes? Not %d\n", n);
        MPI_Abort(MPI_COMM_WORLD, EXIT_FAILURE);
    }
    char *mine = check_alloc(malloc((size_t)n), "malloc");
    char *theirs = check_alloc(malloc((size_t)n), "malloc");
    memset(mine, 'a' + rank % 26, (size_t)n);

    // ANCHOR: ring
    int right = (rank + 1) % size, left = (rank + size - 1) % size;
    MPI_Send(mine, n, MPI_CHAR, right, 0, MPI_COMM_WORLD);
    MPI_Recv(theirs, n, MPI_CHAR, left, 0, MPI_COMM_WORLD,
             MPI_STATUS_IGNORE);
    printf("rank %d: %d letters %c from rank %d\n", rank, n, theirs[n - 1],
           left);
    // ANCHOR_END: ring

    free(mine);
    free(theirs);
    MPI_Finalize();
    return EXIT_SUCCESS;
}
