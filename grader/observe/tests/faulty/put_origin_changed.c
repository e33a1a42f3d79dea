// expect: buffer reused n=2
// says: Rank 0 writes into the buffer of MPI_Put ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
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
    int cells[4] = {0}, values[4] = {rank, rank, rank, rank};
    MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL, comm,
                   &win);
    MPI_Win_fence(0, win);
    if (rank == 0) {
        MPI_Put(values, 4, MPI_INT, 1, 0, 4, MPI_INT, win); /* 1 */
        values[2] = 77;                                     /* 2 */
    }
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
