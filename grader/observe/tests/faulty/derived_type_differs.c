// expect: type mismatch n=2
// says: Rank 0 sends 2 of a type of 32 bytes ({1}), rank 1 receives 8 MPI_LONG ({2}). Both must name the same type.
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

    MPI_Datatype row;
    double values[8] = {0};
    MPI_Type_contiguous(4, MPI_DOUBLE, &row);
    MPI_Type_commit(&row);
    if (rank == 0)
        MPI_Send(values, 2, row, 1, 0, comm); /* 1 */
    else
        /* 2 */
        MPI_Recv(values, 8, MPI_LONG, 0, 0, comm, MPI_STATUS_IGNORE);
    MPI_Type_free(&row);

    MPI_Finalize();
    return 0;
}
