// expect: buffer reused n=2
// says: Rank 0 reads the buffer of MPI_Fetch_and_op ({1}) at {2}, before that call is complete: it belongs to MPI until then. Touch it only after the wait.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    MPI_Win win;
    int cells[100] = {0}, mine[100] = {0};
    MPI_Win_create(cells, sizeof cells, sizeof(int), MPI_INFO_NULL, comm,
                   &win);

    int one = 1, old = 0;
    MPI_Win_lock_all(0, win);
    if (rank == 0) {
        MPI_Fetch_and_op(&one, &old, MPI_INT, 1, 0, MPI_SUM, win); /* 1 */
        mine[0] = old + 1;                                         /* 2 */
    }
    MPI_Win_unlock_all(win);
    printf("%d\n", mine[0]);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
