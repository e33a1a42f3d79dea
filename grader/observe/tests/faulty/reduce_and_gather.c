// expect: collective mismatch n=2
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

    int value = rank, all[2];
    if (rank == 0)
        // here
        MPI_Reduce(&value, all, 1, MPI_INT, MPI_SUM, 0, comm);
    else
        // here
        MPI_Gather(&value, 1, MPI_INT, all, 1, MPI_INT, 0, comm);

    MPI_Finalize();
    return 0;
}
