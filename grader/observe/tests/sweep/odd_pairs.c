// expect: invalid rank sweep=1-7 n=3
// says: With 3 ranks: Rank 2, MPI_Sendrecv at {1}: rank 2 sends to rank 3, but the ranks of this communicator are 0 to 2. At the edge use MPI_PROC_NULL or % size.
#include <mpi.h>
#include <stdio.h>

/* Neighbours swap in pairs: with an odd number one is left alone. */
int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);

    int mine = rank, theirs = -1, partner = rank ^ 1;
    if (size > 1)
        MPI_Sendrecv(&mine, 1, MPI_INT, partner, 0, &theirs, 1, /* 1 */
                     MPI_INT, partner, 0, MPI_COMM_WORLD,
                     MPI_STATUS_IGNORE);
    printf("rank %d got %d\n", rank, theirs);

    MPI_Finalize();
    return 0;
}
