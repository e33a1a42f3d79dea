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

    MPI_Datatype row, column;
    double a[16] = {0};
    MPI_Type_contiguous(4, MPI_DOUBLE, &row);
    MPI_Type_vector(4, 1, 4, MPI_DOUBLE, &column);
    MPI_Type_commit(&row);
    MPI_Type_commit(&column);
    if (rank == 0)
        MPI_Send(a, 1, column, 1, 0, comm);
    else
        MPI_Recv(a, 1, row, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Bcast(a, rank == 0 ? 1 : 4, rank == 0 ? row : MPI_DOUBLE, 0, comm);
    MPI_Type_free(&row);
    MPI_Type_free(&column);

    MPI_Finalize();
    return 0;
}
