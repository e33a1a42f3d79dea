// correct n=4
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

    enum { TASKS = 20 };
    if (rank == 0) {
        int sent = 0, got, stop = -1;
        MPI_Status status;
        for (int to = 1; to < size; to++, sent++)
            MPI_Send(&sent, 1, MPI_INT, to, 0, comm);
        for (int back = 0; back < TASKS; back++) {
            MPI_Recv(&got, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm, &status);
            int *next = sent < TASKS ? &sent : &stop;
            MPI_Send(next, 1, MPI_INT, status.MPI_SOURCE, 0, comm);
            sent += sent < TASKS;
        }
    } else {
        int task;
        for (;;) {
            MPI_Recv(&task, 1, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
            if (task < 0)
                break;
            MPI_Send(&task, 1, MPI_INT, 0, 0, comm);
        }
    }

    MPI_Finalize();
    return 0;
}
