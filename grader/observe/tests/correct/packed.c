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

    char room[100];
    int at = 0, n = 5;
    double x = 2;
    if (rank == 0) {
        MPI_Pack(&n, 1, MPI_INT, room, 100, &at, comm);
        MPI_Pack(&x, 1, MPI_DOUBLE, room, 100, &at, comm);
        MPI_Send(room, at, MPI_PACKED, 1, 0, comm);
    } else {
        MPI_Recv(room, 100, MPI_PACKED, 0, 0, comm, MPI_STATUS_IGNORE);
        MPI_Unpack(room, 100, &at, &n, 1, MPI_INT, comm);
    }

    MPI_Finalize();
    return 0;
}
