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

    if (rank == 0) {
        int values[3], which[3], done, left = 3;
        MPI_Request r[3];
        MPI_Status status[3];
        for (int i = 0; i < 3; i++)
            MPI_Irecv(&values[i], 1, MPI_INT, MPI_ANY_SOURCE, i, comm,
                      &r[i]);
        while (left > 0) {
            MPI_Waitsome(3, r, &done, which, status);
            left -= done;
        }
    } else {
        MPI_Ssend(&rank, 1, MPI_INT, 0, rank - 1, comm);
    }

    MPI_Finalize();
    return 0;
}
