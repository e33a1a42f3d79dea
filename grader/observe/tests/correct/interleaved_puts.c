// correct n=3
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

    MPI_Datatype every_second;
    MPI_Type_vector(4, 1, 2, MPI_INT, &every_second);
    MPI_Type_commit(&every_second);
    MPI_Win_fence(0, win);
    if (rank > 0)
        MPI_Put(mine, 4, MPI_INT, 0, rank - 1, 1, every_second, win);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
    MPI_Type_free(&every_second);

    MPI_Finalize();
    return 0;
}
