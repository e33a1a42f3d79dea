// expect: deadlock n=3
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

    int value = rank;
    if (rank == 0)
        for (int i = 0; i < size; i++)
            // here
            MPI_Recv(&value, 1, MPI_INT, MPI_ANY_SOURCE, 0, comm,
                     MPI_STATUS_IGNORE);
    else
        MPI_Send(&value, 1, MPI_INT, 0, 0, comm);

    MPI_Finalize();
    return 0;
}
