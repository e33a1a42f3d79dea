// expect: invalid buffer n=2 mpich
// says: Rank 0, MPI_Win_fence at {2}: the memory of this window, made at {1}, was a local variable of a function that has returned.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static MPI_Win
new_window(MPI_Comm comm)
{
    int cells[10] = {0};
    MPI_Win win;
    /* 1 */
    MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL, comm,
                   &win);
    return win;
}

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank;
    MPI_Comm_rank(comm, &rank);

    MPI_Win win = new_window(comm);
    MPI_Win_fence(0, win); /* 2 */
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
