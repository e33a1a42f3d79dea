// expect: truncation n=2
// says: Rank 0 sends 100 MPI_INT ({1}), rank 1 has room for 50 MPI_INT ({2}). The receive buffer must hold the whole message.
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

    int values[100] = {0};
    if (rank == 0)
        MPI_Send(values, 100, MPI_INT, 1, 0, comm); /* 1 */
    else
        /* 2 */
        MPI_Recv(values, 50, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);

    MPI_Finalize();
    return 0;
}
