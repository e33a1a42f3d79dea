// expect: type mismatch n=2
// says: Rank 0 sends 10 MPI_INT ({1}), rank 1 receives 10 MPI_FLOAT ({2}). Both must name the same type.
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

    float values[10] = {0};
    if (rank == 0)
        MPI_Send(values, 10, MPI_INT, 1, 0, comm); /* 1 */
    else
        /* 2 */
        MPI_Recv(values, 10, MPI_FLOAT, 0, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
