// correct n=2
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

    /* the window is the last of four numbers; the others are private */
    static _Alignas(16) int numbers[4];
    MPI_Win win;
    MPI_Win_create(&numbers[3], sizeof(int), sizeof(int), MPI_INFO_NULL,
                   comm, &win);
    for (int i = 0; i < 3; i++) {
        MPI_Win_fence(0, win);
        if (rank == 0)
            MPI_Put(&i, 1, MPI_INT, 1, 0, 1, MPI_INT, win);
        numbers[0] += 1 + rank;
        MPI_Win_fence(0, win);
    }
    MPI_Win_free(&win);
    printf("%d %d\n", numbers[0], numbers[3]);

    MPI_Finalize();
    return 0;
}
