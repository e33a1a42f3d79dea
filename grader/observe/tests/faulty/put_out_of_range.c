// expect: RMA out of range n=2
// says: Rank 0, MPI_Put ({2}) reaches bytes 0 to 79 of the window of rank 1, which has 40 bytes ({1}).
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Win win;
    static int cells[100], values[20]; /* ten of them in the window */
    /* 1 */
    MPI_Win_create(cells, 10 * sizeof(int), sizeof(int), MPI_INFO_NULL,
                   comm, &win);
    MPI_Win_fence(0, win);
    if (rank == 0)
        MPI_Put(values, 20, MPI_INT, 1, 0, 20, MPI_INT, win); /* 2 */
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
