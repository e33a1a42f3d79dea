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

    int values[2] = {0}, flag = 0, which, done, whiches[2], left = 1;
    MPI_Request r[2];
    if (rank == 0) {
        MPI_Irecv(&values[0], 1, MPI_INT, 1, 0, comm, &r[0]);
        MPI_Irecv(&values[1], 1, MPI_INT, 2, 0, comm, &r[1]);
        while (!flag)
            MPI_Testany(2, r, &which, &flag, MPI_STATUS_IGNORE);
        while (left > 0) {
            MPI_Testsome(2, r, &done, whiches, MPI_STATUSES_IGNORE);
            if (done != MPI_UNDEFINED)
                left -= done;
        }
    } else {
        MPI_Send(&rank, 1, MPI_INT, 0, 0, comm);
    }

    MPI_Finalize();
    return 0;
}
