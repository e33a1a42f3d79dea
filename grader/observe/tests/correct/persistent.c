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

    int value = rank, in;
    MPI_Request r[2];
    MPI_Send_init(&value, 1, MPI_INT, 1 - rank, 0, comm, &r[0]);
    MPI_Recv_init(&in, 1, MPI_INT, 1 - rank, 0, comm, &r[1]);
    for (int i = 0; i < 5; i++) {
        value = i;
        MPI_Startall(2, r);
        MPI_Waitall(2, r, MPI_STATUSES_IGNORE);
    }
    MPI_Start(&r[0]);
    MPI_Start(&r[1]);
    MPI_Wait(&r[0], MPI_STATUS_IGNORE);
    MPI_Wait(&r[1], MPI_STATUS_IGNORE);
    MPI_Request_free(&r[0]);
    MPI_Request_free(&r[1]);

    MPI_Finalize();
    return 0;
}
