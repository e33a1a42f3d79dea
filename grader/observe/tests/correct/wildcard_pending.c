// correct n=3
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

    int w, v;
    double d;
    MPI_Request r[2];
    if (rank == 0) {
        MPI_Irecv(&w, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, &r[0]);
        MPI_Recv(&d, 1, MPI_DOUBLE, 1, 0, comm, MPI_STATUS_IGNORE);
        MPI_Wait(&r[0], MPI_STATUS_IGNORE);
    } else if (rank == 1) {
        v = 3;
        d = 1.5;
        MPI_Ssend(&v, 1, MPI_INT, 0, 0, comm);
        MPI_Ssend(&d, 1, MPI_DOUBLE, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
