// expect: RMA out of range n=2 mpich
// says: Rank 0, MPI_Put ({2}) reaches bytes 112 to 115 of the window of rank 1, which has 32 bytes ({1}).
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

    /* rank 0 counts in bytes, but rank 1's window counts in numbers */
    MPI_Win win;
    int cells[8] = {0}, value = 1;
    /* 1 */
    MPI_Win_create(cells, sizeof cells, rank == 0 ? 1 : (int)sizeof(int),
                   MPI_INFO_NULL, comm, &win);
    MPI_Win_fence(0, win);
    if (rank == 0)
        /* 2 */
        MPI_Put(&value, 1, MPI_INT, 1, 7 * sizeof(int), 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
