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

    int values[2] = {rank, rank}, flag = 0;
    MPI_Request r[2];
    for (int i = 0; i < 2; i++)
        if (rank == 0)
            MPI_Irecv(&values[i], 1, MPI_INT, 1, i, comm, &r[i]);
        else
            MPI_Isend(&values[i], 1, MPI_INT, 0, 1 - i, comm, &r[i]);
    while (!flag)
        MPI_Testall(2, r, &flag, MPI_STATUSES_IGNORE);

    MPI_Finalize();
    return 0;
}
