// expect: wrong C type n=2
// says: Rank 0, MPI_Send at {1}: the buffer `values` holds double, but the call says MPI_INT. The datatype for it is MPI_DOUBLE.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    int rank, size;
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);

    double values[4] = {rank, rank, rank, rank};
    if (rank == 0)
        MPI_Send(values, 4, MPI_INT, 1, 0, comm); /* 1 */
    else
        MPI_Recv(values, 4, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
