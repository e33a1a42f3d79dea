// expect: message never received n=2
// says: Rank 0 sends a message with tag 0 to rank 1 by MPI_Send ({1}), and nobody ever receives it. MPI_Recv of rank 1 ({2}) has room for 400 bytes and took a message of 200: a receive takes one message, however much room it has. MPI_Get_count says how much has come.
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
    if (rank == 0) {
        MPI_Send(values, 50, MPI_INT, 1, 0, comm);
        MPI_Send(values + 50, 50, MPI_INT, 1, 0, comm); /* 1 */
    } else {
        /* 2 */
        MPI_Recv(values, 100, MPI_INT, 0, 0, comm, MPI_STATUS_IGNORE);
    }

    MPI_Finalize();
    return 0;
}
