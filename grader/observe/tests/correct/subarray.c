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

    int sizes[2] = {6, 6}, part[2] = {2, 3}, start[2] = {1, 2}, a[36] = {0};
    MPI_Datatype block;
    MPI_Type_create_subarray(2, sizes, part, start, MPI_ORDER_C, MPI_INT,
                             &block);
    MPI_Type_commit(&block);
    if (rank == 0)
        MPI_Send(a, 1, block, 1, 0, comm);
    else
        MPI_Recv(a, 6, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Type_free(&block);

    MPI_Finalize();
    return 0;
}
