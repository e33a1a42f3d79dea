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

    /* what has been read may be overwritten: by the reader itself, or by
     * the rank that the reader tells */
    double *cells, value[2] = {1, 2};
    MPI_Win win;
    MPI_Win_allocate(2 * sizeof *cells, sizeof *cells, MPI_INFO_NULL, comm,
                     &cells, &win);
    cells[0] = cells[1] = rank;
    MPI_Barrier(comm);
    MPI_Win_lock_all(0, win);
    MPI_Request request;
    MPI_Rget(&value[0], 1, MPI_DOUBLE, 1 - rank, 0, 1, MPI_DOUBLE, win,
             &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    value[0] += 1;
    MPI_Rput(&value[0], 1, MPI_DOUBLE, 1 - rank, 0, 1, MPI_DOUBLE, win,
             &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    if (rank == 0) {
        MPI_Get(&value[1], 1, MPI_DOUBLE, 0, 1, 1, MPI_DOUBLE, win);
        MPI_Win_flush_local(0, win);
        MPI_Send(&value[1], 1, MPI_DOUBLE, 1, 0, comm);
    } else {
        MPI_Recv(&value[1], 1, MPI_DOUBLE, 0, 0, comm, MPI_STATUS_IGNORE);
        MPI_Put(&value[1], 1, MPI_DOUBLE, 0, 1, 1, MPI_DOUBLE, win);
    }
    MPI_Win_unlock_all(win);
    MPI_Win_free(&win);

    MPI_Finalize();
    return 0;
}
